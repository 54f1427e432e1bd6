package kezek.assign;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kezek.domain.Failure;
import kezek.failure.TransientFailure;
import kezek.lambda.Log;
import kezek.messaging.Queues;
import kezek.messaging.WaveHint;
import kezek.routing.Decision;
import kezek.routing.Planner;
import kezek.routing.RoutableTicket;
import kezek.routing.RoutingRoster;
import kezek.store.ReadyTicket;
import kezek.store.RosterSnapshot;
import kezek.store.RosterStore;
import kezek.store.TicketStore;
import kezek.store.WaveIds;
import kezek.store.WaveStore;
import kezek.waves.Readiness;

/// Plans one wave and commits the plan. What loses a race is read and planned again; what is left when
/// the time runs out is left to the next hint. Every step may run twice: the conditions of the commits
/// decide.
final class Assigner {

    /// With less than this left no new chunk is begun: the hint to oneself must still go out.
    static final Duration TIME_TO_STOP = Duration.ofSeconds(8);

    /// Each lost race means that somebody else has written; so many in a row mean that something is wrong.
    private static final int MAX_PLANS = 12;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);

    private final WaveStore waves;
    private final RosterStore rosters;
    private final TicketStore tickets;
    private final Readiness readiness;
    private final Planner planner;
    private final Queues queues;
    private final Clock clock;

    Assigner(
            WaveStore waves,
            RosterStore rosters,
            TicketStore tickets,
            Readiness readiness,
            Planner planner,
            Queues queues,
            Clock clock) {
        this.waves = waves;
        this.rosters = rosters;
        this.tickets = tickets;
        this.readiness = readiness;
        this.planner = planner;
        this.queues = queues;
        this.clock = clock;
    }

    /// @param timeLeft of this invocation
    void assign(WaveHint hint, Supplier<Duration> timeLeft, Log log) {
        for (int attempt = 0; attempt < MAX_PLANS; attempt++) {
            pauseBefore(attempt);
            if (isShort(timeLeft)) {
                queues.hint(hint);
                return;
            }
            if (isSettled(hint, timeLeft, log)) {
                return;
            }
        }
        throw new TransientFailure(
                "PLAN_KEEPS_LOSING",
                "wave " + hint.wave() + " lost " + MAX_PLANS + " races in a row and is tried again");
    }

    /// @return false when the plan lost a race and is to be made again
    private boolean isSettled(WaveHint hint, Supplier<Duration> timeLeft, Log log) {
        String wave = hint.wave();
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
        if (WaveIds.isParked(wave) && !hint.again() && entry.plannedRev() >= roster.rev()) {
            return true;
        }
        return plan(hint, entry, roster, timeLeft, log);
    }

    /// A parked wave is on the list only once it was planned.
    private Optional<WaveStore.Entry> entry(String wave) {
        return WaveIds.isParked(wave) ? Optional.of(waves.parked(wave)) : waves.find(wave);
    }

    private boolean plan(
            WaveHint hint, WaveStore.Entry entry, RosterSnapshot roster, Supplier<Duration> timeLeft, Log log) {
        Map<String, ReadyTicket> ready = waves.ready(entry.wave()).stream()
                .collect(Collectors.toMap(row -> row.ticket().id(), Function.identity()));
        List<RoutableTicket> routable =
                ready.values().stream().map(ReadyTicket::ticket).toList();
        List<Decision> decisions =
                planner.plan(routable, new RoutingRoster(roster.offices(), roster.managers(), roster.hubDecisions()));
        PlanCommitter committer = new PlanCommitter(tickets, roster, ready, clock);
        PlanCommitter.Result result = committer.commit(decisions, () -> isShort(timeLeft));
        log.info("wave " + entry.wave() + ": " + result.tickets() + " of " + ready.size() + " tickets committed, "
                + result.end());
        return switch (result.end()) {
            case ALL_COMMITTED -> {
                finish(entry, roster);
                yield true;
            }
            case OUT_OF_TIME -> {
                queues.hint(hint);
                yield true;
            }
            case LOST_A_RACE -> false;
        };
    }

    private void finish(WaveStore.Entry entry, RosterSnapshot roster) {
        if (WaveIds.isParked(entry.wave())) {
            markPlanned(entry, roster);
        } else if (!WaveIds.isLive(entry.wave()) && !waves.hasPending(entry.wave())) {
            finishIfEmpty(entry);
        }
    }

    private void markPlanned(WaveStore.Entry entry, RosterSnapshot roster) {
        if (entry.plannedRev() != roster.rev()) {
            waves.markPlanned(entry.wave(), roster.rev());
        }
    }

    /// An abandoned wave is planned while tickets are on their way: one may have become ready after the
    /// plan read its rows. Asked in this order, pending and then ready, none is overlooked.
    private void finishIfEmpty(WaveStore.Entry entry) {
        if (waves.hasReady(entry.wave())) {
            queues.hint(entry.wave());
        } else if (waves.finish(entry)) {
            String next = WaveIds.ofRun(entry.run(), entry.number() + 1);
            waves.find(next).ifPresent(following -> queues.hint(next));
        }
    }

    private static boolean isShort(Supplier<Duration> timeLeft) {
        return timeLeft.get().compareTo(TIME_TO_STOP) < 0;
    }

    private static void pauseBefore(int attempt) {
        if (attempt == 0) {
            return;
        }
        long ceiling = FIRST_PAUSE.toMillis() << Math.min(attempt, 5);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(ceiling) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("INTERRUPTED", "interrupted between two plans", e);
        }
    }
}
