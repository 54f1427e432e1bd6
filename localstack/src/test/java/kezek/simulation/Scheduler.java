package kezek.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import kezek.execution.ExecutionContext;
import kezek.execution.Parallel;
import org.jspecify.annotations.Nullable;

/// Runs many threads, one at a time. A thread gives up control at every call of a store, a queue or the
/// bucket, and chance decides which thread runs next. So calls interleave in every order, and the same
/// seed gives the same run. Time is virtual.
final class Scheduler {

    private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");

    private final Chaos chaos;
    private final Trace trace;
    private final Semaphore baton = new Semaphore(0);
    private final List<Task> tasks = new ArrayList<>();
    private long nowMillis = START.toEpochMilli();
    private long steps;
    private @Nullable Task current;

    Scheduler(Chaos chaos, Trace trace) {
        this.chaos = chaos;
        this.trace = trace;
    }

    /// One run of a function on one or several threads. It ends once: with an answer, a failure, or its
    /// death.
    final class Invocation {

        private final String name;
        private final long deadlineMillis;
        private final Consumer<Outcome> onEnd;
        private boolean isOver;

        private Invocation(String name, Duration timeout, Consumer<Outcome> onEnd) {
            this.name = name;
            this.deadlineMillis = nowMillis + timeout.toMillis();
            this.onEnd = onEnd;
        }

        String name() {
            return name;
        }

        boolean isOver() {
            return isOver;
        }

        int remainingMillis() {
            return (int) Math.max(0, deadlineMillis - nowMillis);
        }

        /// Lets the invocation do nothing more.
        void kill(String why) {
            if (!isOver) {
                end(new Outcome.Died(why));
                tasks.stream().filter(task -> task.invocation == this).forEach(Task::wake);
            }
        }

        private void end(Outcome outcome) {
            if (!isOver) {
                isOver = true;
                trace.add(steps, name + " ends: " + outcome);
                onEnd.accept(outcome);
            }
        }
    }

    /// How an invocation ended.
    sealed interface Outcome {

        record Answered(Object answer) implements Outcome {

            @Override
            public String toString() {
                return "answered";
            }
        }

        record Failed(Throwable failure) implements Outcome {

            @Override
            public String toString() {
                return "failed with " + failure;
            }
        }

        record Died(String why) implements Outcome {}
    }

    private final class Task {

        private final Invocation invocation;
        private final Semaphore go = new Semaphore(0);
        private long wakeMillis = nowMillis;
        private BooleanSupplier isReady = () -> true;
        private String next = "start";
        private boolean hasEnded;

        Task(Invocation invocation, Runnable work) {
            this.invocation = invocation;
            tasks.add(this);
            Thread.ofVirtual().start(() -> {
                go.acquireUninterruptibly();
                try {
                    work.run();
                } finally {
                    hasEnded = true;
                    tasks.remove(this);
                    baton.release();
                }
            });
        }

        boolean isRunnable() {
            return wakeMillis <= nowMillis && (invocation.isOver || isReady.getAsBoolean());
        }

        void wake() {
            wakeMillis = nowMillis;
        }

        /// Gives up control and waits until it is given back.
        void await(String call, long wakeAt, BooleanSupplier ready) {
            next = call;
            wakeMillis = wakeAt;
            isReady = ready;
            if (invocation.isOver) {
                throw new Killed();
            }
            baton.release();
            go.acquireUninterruptibly();
            if (invocation.isOver) {
                throw new Killed();
            }
        }
    }

    /// Begins an invocation. Its first call waits for control.
    Invocation invoke(String name, Duration timeout, Function<Invocation, Object> code, Consumer<Outcome> onEnd) {
        Invocation invocation = new Invocation(name, timeout, onEnd);
        trace.add(steps, name + " begins");
        new Task(invocation, () -> {
            Outcome outcome;
            try {
                outcome = new Outcome.Answered(code.apply(invocation));
            } catch (Throwable thrown) {
                outcome = new Outcome.Failed(thrown);
            }
            invocation.end(outcome);
        });
        return invocation;
    }

    /// Called by the running code before it makes the call named `call`.
    void step(String call) {
        Task task = runningTask();
        task.await(call, nowMillis, () -> true);
    }

    /// Called by the code that runs.
    void sleep(Duration duration) {
        Task task = runningTask();
        task.await("wake up", nowMillis + duration.toMillis(), () -> true);
    }

    Invocation runningInvocation() {
        return runningTask().invocation;
    }

    private Task runningTask() {
        if (current == null) {
            throw new IllegalStateException("no invocation is running");
        }
        return current;
    }

    boolean hasRunnable() {
        return tasks.stream().anyMatch(Task::isRunnable);
    }

    /// @return invocations that have threads which have not ended
    List<Invocation> running() {
        return tasks.stream()
                .map(task -> task.invocation)
                .filter(invocation -> !invocation.isOver)
                .distinct()
                .toList();
    }

    /// Runs one of the threads that can continue, until it gives up control.
    void runOne() {
        List<Task> runnable = tasks.stream().filter(Task::isRunnable).toList();
        Task task = chaos.oneOf(runnable);
        if (task.invocation.remainingMillis() == 0) {
            task.invocation.kill("its time is over");
        }
        trace.add(steps, task.invocation.name + ": " + task.next);
        current = task;
        task.go.release();
        baton.acquireUninterruptibly();
        current = null;
    }

    /// Ends every thread that still waits.
    void killAll() {
        running().forEach(invocation -> invocation.kill("the run is over"));
        while (!tasks.isEmpty()) {
            runOne();
        }
    }

    void countStep() {
        steps++;
        nowMillis += chaos.between(1, 15);
    }

    long steps() {
        return steps;
    }

    long nowMillis() {
        return nowMillis;
    }

    void advanceTo(long millis) {
        nowMillis = Math.max(nowMillis, millis);
    }

    /// @return when the next sleeping thread wakes up
    OptionalLong nextWake() {
        return tasks.stream()
                .filter(task -> task.wakeMillis > nowMillis)
                .mapToLong(task -> task.wakeMillis)
                .min();
    }

    Clock clock() {
        return new Clock() {

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("the simulation has no local time");
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(nowMillis);
            }
        };
    }

    ExecutionContext execution() {
        RandomGenerator chance = () -> chaos.random().nextLong();
        return new ExecutionContext(clock(), this::sleep, new Interleaved(), chance);
    }

    /// Branches of an invocation, each as a task of its own.
    private final class Interleaved implements Parallel {

        @Override
        public <I, O> List<O> map(int atOnce, List<I> inputs, Function<I, O> action) {
            Task parent = runningTask();
            List<Branch<I, O>> branches = inputs.stream()
                    .map(input -> new Branch<>(parent.invocation, input, action))
                    .toList();
            parent.await("join", nowMillis, () -> branches.stream().allMatch(branch -> branch.task.hasEnded));
            return branches.stream().map(Branch::result).toList();
        }
    }

    private final class Branch<I, O> {

        private final Task task;
        private @Nullable O output;
        private @Nullable Throwable failure;

        Branch(Invocation invocation, I input, Function<I, O> action) {
            task = new Task(invocation, () -> {
                try {
                    output = action.apply(input);
                } catch (Throwable thrown) {
                    failure = thrown;
                }
            });
        }

        @SuppressWarnings("NullAway") // Only read when the task has ended.
        O result() {
            switch (failure) {
                case null -> {
                    return output;
                }
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                default -> throw new IllegalStateException(failure);
            }
        }
    }
}
