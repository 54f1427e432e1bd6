package kezek.simulation;

import static kezek.pipeline.Items.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import kezek.ingest.Partitioning;
import kezek.pipeline.Invariants;
import kezek.pipeline.Items;
import kezek.testing.FakeDynamoDb;
import kezek.testing.FakeDynamoDb.Term;
import kezek.testing.FakeDynamoDb.Written;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One run of the whole deployment with one seed: the real code of all functions on a table, queues, a
/// bucket and a stream in memory, with all possible faults.
///
/// First comes chaos: for a number of operations people import files, functions run interleaved, and
/// faults happen. An operation is one step of the scheduler: a call of a store, a queue or the bucket, or
/// a delivery. Then the faults end, time moves on, and everything has to come to rest. The invariants
/// (docs/design.md, "Invariants") are checked at every commit, and once more on the whole table at rest.
///
/// The same seed gives the same run on every machine. The idea is that of FoundationDB's simulation, see
/// <https://apple.github.io/foundationdb/testing.html>.
final class Simulation {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final int MINUTES_TO_REST = 360;
    private static final int STEPS_TO_REST = 200_000;

    private final long seed;
    private final int operations;
    private final Trace trace = new Trace().printing(Boolean.getBoolean("simulator.trace"));
    private final Chaos chaos;
    private final Scheduler scheduler;
    private final FakeDynamoDb table = new FakeDynamoDb();
    private final Watcher watcher = new Watcher(table, () -> isByHand());
    private final SimulatedDeployment deployment;
    private final Inputs inputs;
    private final SimulatedUploads uploads;
    private long nextSweepMillis;

    Simulation(long seed, int operations) {
        this.seed = seed;
        this.operations = operations;
        this.chaos = new Chaos(seed);
        this.scheduler = new Scheduler(chaos, trace);
        this.inputs = new Inputs(chaos);
        this.deployment = new SimulatedDeployment(
                table, scheduler, chaos, new Partitioning(chaos.between(5, 60), chaos.between(3, 30)));
        this.uploads = new SimulatedUploads(scheduler, chaos, deployment, inputs);
        table.observe(this::checkCommit);
    }

    /// Removes these conditions from the start, so that rules should be broken.
    Simulation without(Predicate<Term> terms) {
        table.ignore(terms);
        return this;
    }

    /// The result of a run.
    ///
    /// @param losers planners that lost a race
    /// @param violation the first broken rule, if any
    record Result(
            long seed,
            long steps,
            int tickets,
            int assignments,
            int losers,
            Map<Fault, Integer> faults,
            long digest,
            Optional<String> violation,
            List<String> lastLines) {}

    Result run() {
        return run(this::causeChaos);
    }

    /// Runs without faults, but with this number of concurrent planners, while rosters and tickets
    /// change.
    Result runCrowd(int planners) {
        return run(() -> {
            chaos.end();
            prepareWaves();
            if (chaos.happens(0.5)) {
                prepareParked();
            }
            deployment.planAtOnce(planners, readyWaves());
            for (int step = 0; step < operations && !deployment.isAtRest(); step++) {
                if (chaos.happens(0.01)) {
                    uploads.disturb();
                }
                step();
            }
        });
    }

    private void prepareWaves() {
        deployment.holdPlanners();
        uploads.importEverything();
        importManyTickets();
        goOnUntilNothingButHintsIsLeft();
    }

    private void importManyTickets() {
        for (int file = 0; file < 8; file++) {
            uploads.importTickets();
        }
    }

    /// Plans everything once. Tickets that no manager can take wait for a roster that adds the hubs.
    private void prepareParked() {
        deployment.releasePlanners();
        goOnUntilNothingButHintsIsLeft();
        deployment.holdPlanners();
        uploads.openHubs();
        importManyTickets();
        goOnUntilNothingButHintsIsLeft();
    }

    private void goOnUntilNothingButHintsIsLeft() {
        boolean canGoOn = true;
        while (canGoOn) {
            canGoOn = step() || scheduler.hasRunnable();
        }
    }

    private List<String> readyWaves() {
        return table.items().stream()
                .map(item -> text(item, "PK"))
                .filter(partition -> partition.startsWith("WAVE#"))
                .map(partition -> partition.substring("WAVE#".length()))
                .distinct()
                .toList();
    }

    private Result run(Runnable disorder) {
        Optional<String> violation;
        try {
            disorder.run();
            comeToRest();
            checkAtRest();
            violation = Optional.empty();
        } catch (Violation broken) {
            violation = Optional.of(broken.getMessage());
        }
        Result result = new Result(
                seed,
                scheduler.steps(),
                new Items(table.items()).tickets().size(),
                watcher.assignments(),
                deployment.losers(),
                chaos.struck(),
                trace.digest(),
                violation,
                trace.last());
        scheduler.killAll();
        return result;
    }

    private static final class Violation extends RuntimeException {

        Violation(String rule) {
            super(rule);
        }
    }

    private boolean isByHand() {
        return scheduler.runningInvocation().name().equals(SimulatedDeployment.API);
    }

    private void checkCommit(List<Written> commit) {
        watcher.check(commit);
        commit.stream()
                .filter(written -> written.sort().equals("TICKET"))
                .forEach(written -> deployment.stream().add(written, scheduler.nowMillis()));
    }

    private void causeChaos() {
        uploads.importEverything();
        while (scheduler.steps() < operations) {
            if (chaos.strikes(Fault.STILLNESS)) {
                scheduler.advanceTo(scheduler.nowMillis() + (chaos.happens(0.2) ? 65 : chaos.between(1, 12)) * MINUTE);
            }
            if (chaos.strikes(Fault.RESTART)) {
                deployment.restartOne();
            }
            if (chaos.strikes(Fault.EARLY_SWEEP)) {
                deployment.sweep();
            }
            if (chaos.happens(0.008)) {
                uploads.doSomething();
            }
            if (!step()) {
                wait(chaos.happens(0.3));
            }
        }
    }

    /// Called when nothing can happen now. A person does something, or time passes.
    private void wait(boolean isUserActive) {
        if (isUserActive) {
            uploads.doSomething();
        } else {
            scheduler.advanceTo(deployment.nextDue().orElse(scheduler.nowMillis() + MINUTE));
        }
    }

    /// Runs one step of a thread that can continue.
    ///
    /// @return false if nothing can happen before time passes
    private boolean step() {
        if (scheduler.nowMillis() >= nextSweepMillis) {
            nextSweepMillis = scheduler.nowMillis() + MINUTE;
            deployment.sweep();
        }
        List<Runnable> deliveries = deployment.deliveries();
        boolean canGoOn = scheduler.hasRunnable();
        if (!canGoOn && deliveries.isEmpty()) {
            return false;
        }
        scheduler.countStep();
        if (!canGoOn || (!deliveries.isEmpty() && chaos.happens(0.15))) {
            chaos.oneOf(deliveries).run();
        } else {
            scheduler.runOne();
        }
        watcher.violation().ifPresent(rule -> {
            throw new Violation(rule);
        });
        return true;
    }

    private void comeToRest() {
        chaos.end();
        trace.add("the faults end");
        deployment.redrive();
        uploads.keepPromises();
        long lastMoment = scheduler.nowMillis() + MINUTES_TO_REST * MINUTE;
        long lastStep = scheduler.steps() + STEPS_TO_REST;
        while (!isAtRest()) {
            if (deployment.isAtRest() && uploads.supplyWhatIsMissing(table)) {
                trace.add("the files that imports wait for are uploaded again");
            }
            if (!step()) {
                scheduler.advanceTo(Math.min(deployment.nextDue().orElse(Long.MAX_VALUE), nextSweepMillis));
            }
            if (scheduler.nowMillis() > lastMoment || scheduler.steps() > lastStep) {
                throw new Violation("everything comes to rest when the faults end, but there is still " + unfinished());
            }
        }
        sweepOnceMore();
    }

    private boolean isAtRest() {
        return deployment.isAtRest() && unfinished().isEmpty();
    }

    /// Checks that the sweeper changes nothing at rest.
    private void sweepOnceMore() {
        nextSweepMillis = scheduler.nowMillis();
        do {
            step();
        } while (!deployment.isAtRest());
    }

    /// Returns what is not finished: files being read, open waves, tickets on their way, and parked
    /// tickets that were not planned with the newest roster.
    private List<String> unfinished() {
        List<String> unfinished = new ArrayList<>();
        for (var entry : table.partition("WAVES")) {
            String wave = text(entry, "SK");
            if (!wave.startsWith("LIVE.") && !wave.startsWith("PARKED")) {
                unfinished.add("WAVES " + wave);
            }
        }
        for (var item : table.items()) {
            String partition = text(item, "PK");
            if (partition.startsWith("WAVE#") && (!partition.startsWith("WAVE#PARKED") || isPlannable(item))) {
                unfinished.add(partition + " " + text(item, "SK"));
            }
        }
        return unfinished;
    }

    /// @param row of a parked wave
    private boolean isPlannable(Map<String, AttributeValue> row) {
        return PlanOracle.hasEligibleManager(table, table.item("TICKET#" + text(row, "ticketId"), "TICKET"));
    }

    private void checkAtRest() {
        try {
            Invariants.checkAtRest(new Items(table.items()));
            uploads.checkThatNoRowIsLost(new Items(table.items()));
            uploads.checkThatTheNewestFileCounts(new Items(table.items()));
        } catch (AssertionError broken) {
            throw new Violation("at rest: " + broken.getMessage());
        }
    }
}
