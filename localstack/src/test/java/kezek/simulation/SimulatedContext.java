package kezek.simulation;

import kezek.testing.FakeContext;

/// What Lambda tells an invocation. Its log lines are dropped: the trace of the simulation says more.
final class SimulatedContext extends FakeContext {

    private final Scheduler.Invocation invocation;

    SimulatedContext(Scheduler.Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public void log(String message) {}

    @Override
    public int getRemainingTimeInMillis() {
        return invocation.remainingMillis();
    }

    @Override
    public String getFunctionName() {
        return invocation.name();
    }
}
