package kezek.simulation;

import kezek.testing.FakeContext;

/// The context of an invocation. It drops log lines, because the trace of the simulation contains more.
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
