package kezek.assign;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import kezek.domain.Failure;
import kezek.execution.Backoff;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.lambda.Log;
import kezek.messaging.Queues;
import kezek.planning.PlanCommit;
import kezek.planning.PlanStore;
import kezek.planning.Readiness;
import kezek.roster.RosterSnapshot;
import kezek.roster.RosterStore;
import kezek.routing.Decision;
import kezek.routing.Planner;
import kezek.routing.RoutableTicket;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;

/// Plans one wave and commits the plan. If a commit loses a race, the rest is planned again; what is left when
/// the time runs out waits for the next hint. Every step may run twice, because the conditions of the commits
/// decide.
///
/// Thread-safe.
final class Assigner {

    /// With less time left, no new chunk is begun, because the hint for the rest must still be sent.
    static final Duration TIME_TO_STOP = Duration.ofSeconds(8);

    /// Each lost race means that another worker has written. So many in a row mean that something is wrong.
    private static final int MAX_LOST_RACES = 20;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);

    private final WaveStore waves;
    private final RosterStore rosters;
    private final PlanStore plans;
    private final Readiness readiness;
    private final Planner planner;
    private final Queues queues;
    private final Clock clock;
    private final Backoff backoff;

    Assigner(
            WaveStore waves,
            RosterStore rosters,
            PlanStore plans,
            Readiness readiness,
            Planner planner,
            Queues queues,
            ExecutionContext execution) {
        this.waves = waves;
        this.rosters = rosters;
        this.plans = plans;
        this.readiness = readiness;
        this.planner = planner;
        this.queues = queues;
        this.clock = execution.clock();
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, execution);
    }

    /// Plans a wave, if it may be planned, and commits as much of the plan as the time allows.
    ///
    /// @param timeLeft of this invocation
    /// @throws TransientFailure `PLAN_KEEPS_LOSING` after 20 lost races in a row
    void assign(String wave, Supplier<Duration> timeLeft, Log log) {
        BooleanSupplier isOutOfTime = () -> timeLeft.get().compareTo(TIME_TO_STOP) < 0;
        Races races = new Races(wave);
        Attempt attempt = Attempt.ROSTER_CHANGED;
        while (attempt == Attempt.ROSTER_CHANGED) {
            attempt = tryAssign(wave, isOutOfTime, races, log);
        }
    }

    /// How an attempt to plan a wave ended.
    private enum Attempt {
        /// This invocation has nothing left to do for the wave.
        ENDED,
        /// The roster changed under the plan, so everything is read again.
        ROSTER_CHANGED
    }

    private Attempt tryAssign(String wave, BooleanSupplier isOutOfTime, Races races, Log log) {
        if (isOutOfTime.getAsBoolean()) {
            queues.hint(wave);
            return Attempt.ENDED;
        }
        Optional<WaveStore.Entry> found = entry(wave);
        if (found.isEmpty()) {
            return Attempt.ENDED;
        }
        WaveStore.Entry entry = found.get();
        RosterSnapshot roster = rosters.load();
        Optional<Failure> obstacle = readiness.waitsFor(entry, roster);
        if (obstacle.isPresent()) {
            log.info("wave " + wave + " waits: " + obstacle.get().code());
            return Attempt.ENDED;
        }
        if (WaveIds.isParked(wave) && entry.plannedRev() >= roster.rev()) {
            return Attempt.ENDED;
        }
        return planAndCommit(entry, roster, isOutOfTime, races, log);
    }

    /// The parked wave is on the list only after its first plan.
    private Optional<WaveStore.Entry> entry(String wave) {
        return WaveIds.isParked(wave) ? Optional.of(waves.parked()) : waves.find(wave);
    }

    /// Plans the rest again as long as only tickets, loads and turns change under the plan.
    private Attempt planAndCommit(
            WaveStore.Entry entry, RosterSnapshot roster, BooleanSupplier isOutOfTime, Races races, Log log) {
        PlanningState planningState = new PlanningState(roster, waves.ready(entry.wave()));
        while (true) {
            List<RoutableTicket> waiting = planningState.tickets();
            List<Decision> decisions = planner.plan(waiting, planningState.roster());
            PlanCommitter committer = new PlanCommitter(plans, planningState, clock);
            PlanCommitter.Result result = committer.commit(decisions, isOutOfTime);
            log.info("wave " + entry.wave() + ": " + committer.committed() + " of " + waiting.size()
                    + " tickets committed, " + result.getClass().getSimpleName());
            switch (result) {
                case PlanCommitter.Result.AllCommitted() -> {
                    finish(entry, roster);
                    return Attempt.ENDED;
                }
                case PlanCommitter.Result.OutOfTime() -> {
                    queues.hint(entry.wave());
                    return Attempt.ENDED;
                }
                case PlanCommitter.Result.LostRace(PlanCommit.Lost lost) -> {
                    races.lost(committer.committed());
                    if (lost.isRosterStale()) {
                        return Attempt.ROSTER_CHANGED;
                    }
                    planningState.lost(lost);
                }
            }
        }
    }

    private void finish(WaveStore.Entry entry, RosterSnapshot roster) {
        if (WaveIds.isParked(entry.wave())) {
            waves.markParkedPlanned(roster.rev());
        } else if (!WaveIds.isLive(entry.wave()) && !waves.hasPending(entry.wave())) {
            finishIfEmpty(entry);
        }
    }

    /// An abandoned wave is planned while tickets are on their way, so a ticket may have become ready after the
    /// plan read the rows. Pending rows are looked for first and ready ones second, so none is overlooked.
    private void finishIfEmpty(WaveStore.Entry entry) {
        if (waves.hasReady(entry.wave())) {
            queues.hint(entry.wave());
        } else if (waves.finish(entry, clock.instant()) == WaveStore.FinishOutcome.FINISHED) {
            String next = WaveIds.ofRun(entry.run(), entry.number() + 1);
            waves.find(next).ifPresent(following -> queues.hint(next));
        }
    }

    /// The races that one wave lost in a row, and the pauses between them.
    private final class Races {

        private final String wave;
        private int lostInARow;

        Races(String wave) {
            this.wave = wave;
        }

        /// Counts a lost race, and pauses.
        ///
        /// @param committed how many tickets of the plan were committed before the race was lost
        /// @throws TransientFailure `PLAN_KEEPS_LOSING`
        void lost(int committed) {
            lostInARow = committed > 0 ? 1 : lostInARow + 1;
            if (lostInARow == MAX_LOST_RACES) {
                throw new TransientFailure(
                        "PLAN_KEEPS_LOSING",
                        "wave " + wave + " lost " + MAX_LOST_RACES + " races in a row and is tried again");
            }
            backoff.before(lostInARow);
        }
    }
}
