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

/// Plans one wave and commits the plan. What loses a race is read and planned again; what is left when
/// the time runs out is left to the next hint. Every step may run twice: the conditions of the commits
/// decide.
final class Assigner {

    /// With less than this left no new chunk is begun: the hint to oneself must still go out.
    static final Duration TIME_TO_STOP = Duration.ofSeconds(8);

    /// Each lost race means that somebody else has written; so many in a row mean that something is wrong.
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

    /// @param timeLeft of this invocation
    /// @throws TransientFailure `PLAN_KEEPS_LOSING`
    void assign(String wave, Supplier<Duration> timeLeft, Log log) {
        BooleanSupplier isOutOfTime = () -> timeLeft.get().compareTo(TIME_TO_STOP) < 0;
        Races races = new Races(wave);
        boolean isSettled = false;
        while (!isSettled) {
            isSettled = isSettled(wave, isOutOfTime, races, log);
        }
    }

    /// @return false when the roster changed under the plan, and all is to be read again
    private boolean isSettled(String wave, BooleanSupplier isOutOfTime, Races races, Log log) {
        if (isOutOfTime.getAsBoolean()) {
            queues.hint(wave);
            return true;
        }
        Optional<WaveStore.Entry> found = entry(wave);
        if (found.isEmpty()) {
            return true;
        }
        WaveStore.Entry entry = found.get();
        RosterSnapshot roster = rosters.load();
        Optional<Failure> obstacle = readiness.waitsFor(entry, roster);
        if (obstacle.isPresent()) {
            log.info("wave " + wave + " waits: " + obstacle.get().code());
            return true;
        }
        if (WaveIds.isParked(wave) && entry.plannedRev() >= roster.rev()) {
            return true;
        }
        return isPlanned(entry, roster, isOutOfTime, races, log);
    }

    /// The parked wave is on the list only once it was planned.
    private Optional<WaveStore.Entry> entry(String wave) {
        return WaveIds.isParked(wave) ? Optional.of(waves.parked()) : waves.find(wave);
    }

    /// Plans what is left again, as long as only tickets, loads and turns change under it.
    ///
    /// @return false when the roster changed under the plan
    private boolean isPlanned(
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
                    return true;
                }
                case PlanCommitter.Result.OutOfTime() -> {
                    queues.hint(entry.wave());
                    return true;
                }
                case PlanCommitter.Result.LostRace(PlanCommit.Lost lost) -> {
                    races.lost(committer.committed());
                    if (lost.isRosterStale()) {
                        return false;
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

    /// An abandoned wave is planned while tickets are on their way: one may have become ready after the
    /// plan read its rows. Asked in this order, pending and then ready, none is overlooked.
    private void finishIfEmpty(WaveStore.Entry entry) {
        if (waves.hasReady(entry.wave())) {
            queues.hint(entry.wave());
        } else if (waves.finish(entry, clock.instant())) {
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

        /// @param committed tickets of the plan that were committed before the race was lost
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
