package kezek.tickets;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kezek.domain.Analysis;
import kezek.domain.Assignment;
import kezek.domain.Manager;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.execution.Backoff;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.messaging.Queues;
import kezek.messaging.TicketMessage;
import kezek.roster.RosterStore;
import kezek.routing.BrokenRule;
import kezek.routing.ManualChoice;
import kezek.routing.RoutableTicket;
import kezek.routing.RoutingAttributes;
import kezek.routing.RoutingRules;
import kezek.table.WriteOutcome;
import kezek.verdict.StoredVerdict;
import kezek.verdict.VerdictJson;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;

/// Makes the changes that people ask for: closes, reopens, reassigns, corrects and deletes tickets. It
/// checks the hard rules, writes the change in one transaction, and then sends the messages and hints that
/// follow from it.
///
/// If another writer is faster, it reads the ticket again and decides anew, at most eight times. Asking for
/// the same change again is always safe: see [DeskResult.Unchanged].
///
/// Every method throws [TransientFailure]: `TICKET_BUSY` after eight lost races, `STORE_BUSY` if the table
/// does not answer, `QUEUE_BUSY` if a message could not be sent, after the change was made.
///
/// Thread-safe.
public final class TicketDesk {

    /// Each lost race means that another writer has changed this ticket or this manager.
    private static final int ATTEMPTS = 8;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(1_280);

    private final TicketStore tickets;
    private final ManualChangeStore changes;
    private final WaveStore waves;
    private final RosterStore rosters;
    private final RoutingRules rules;
    private final Queues queues;
    private final WaveWatch watch;
    private final Clock clock;
    private final Backoff backoff;

    /// @param rules whose hard rules a choice of a manager must keep
    public TicketDesk(
            TicketStore tickets,
            ManualChangeStore changes,
            WaveStore waves,
            RosterStore rosters,
            RoutingRules rules,
            Queues queues,
            ExecutionContext execution) {
        this.tickets = tickets;
        this.changes = changes;
        this.waves = waves;
        this.rosters = rosters;
        this.rules = rules;
        this.queues = queues;
        this.watch = new WaveWatch(waves, queues);
        this.clock = execution.clock();
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, execution);
    }

    /// How one attempt ended: with a result, or behind another writer.
    private sealed interface Attempt {

        record Ended(DeskResult result) implements Attempt {}

        record LostRace() implements Attempt {}
    }

    /// Closes a ticket: it needs no more work, and its manager gets the unit of load back.
    ///
    /// @param version the only version to be changed; empty for whichever is stored
    /// @return [DeskResult.Changed], [DeskResult.Unchanged], [DeskResult.NoSuchTicket] or
    ///     [DeskResult.VersionConflict]
    public DeskResult close(String id, Optional<Long> version) {
        return change(id, version, this::tryClose);
    }

    /// Reopens a closed ticket: it loses its manager and goes on at its next step, or waits for a plan.
    ///
    /// @param version the only version to be changed; empty for whichever is stored
    /// @return as [#close] does
    public DeskResult reopen(String id, Optional<Long> version) {
        return change(id, version, this::tryReopen);
    }

    /// Gives a ticket to the manager that a person chose, in whatever stage it is.
    ///
    /// @param version the only version to be changed; empty for whichever is stored
    /// @return as [#close] does, or [DeskResult.TicketClosed], [DeskResult.NoSuchManager] or
    ///     [DeskResult.RulesBroken]
    public DeskResult reassign(String id, Reassignment wanted, Optional<Long> version) {
        return change(id, version, ticket -> tryReassign(ticket, wanted));
    }

    /// Corrects an analysis, or confirms it. The ticket stays where it is unless the decision that was made on
    /// the wrong analysis cannot stand; then it is planned anew. That is so if its manager breaks a hard rule
    /// only now, and if no manager was found for it.
    ///
    /// @param by the person, as the token says; empty without a token
    /// @param version the only version to be changed; empty for whichever is stored
    /// @return as [#close] does, or [DeskResult.NotAnalysed]
    public DeskResult correct(String id, AnalysisCorrection correction, String by, Optional<Long> version) {
        return change(
                id,
                version,
                ticket -> ticket.analysis()
                        .map(found -> tryCorrect(ticket, found, correction.appliedTo(found, by, clock.instant())))
                        .orElseGet(() -> ended(new DeskResult.NotAnalysed())));
    }

    /// Deletes a ticket. A tombstone without anything of the client remains; only a source that is newer than
    /// the deletion brings the ticket back.
    ///
    /// @return [DeskResult.Changed], [DeskResult.NoSuchTicket], or [DeskResult.Unchanged] if it was deleted
    ///     before
    public DeskResult delete(String id) {
        return repeatUntilWon(
                id,
                () -> Optional.ofNullable(tickets.findAll(List.of(id)).get(id))
                        .map(this::tryDelete)
                        .orElseGet(() -> ended(new DeskResult.NoSuchTicket())));
    }

    private DeskResult change(String id, Optional<Long> version, Function<Ticket, Attempt> attempt) {
        return repeatUntilWon(id, () -> {
            Optional<Ticket> found = tickets.find(id);
            if (found.isEmpty()) {
                return ended(new DeskResult.NoSuchTicket());
            }
            Ticket ticket = found.get();
            return version.filter(expected -> expected != ticket.version())
                    .map(expected -> ended(new DeskResult.VersionConflict(expected, ticket.version())))
                    .orElseGet(() -> attempt.apply(ticket));
        });
    }

    private DeskResult repeatUntilWon(String id, Supplier<Attempt> change) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            backoff.before(attempt);
            if (change.get() instanceof Attempt.Ended(DeskResult result)) {
                return result;
            }
        }
        throw new TransientFailure(
                "TICKET_BUSY",
                "ticket " + id + " lost " + ATTEMPTS + " races in a row; if it always does, compare \"assigned\""
                        + " of its manager with the manager's open tickets");
    }

    private Attempt tryClose(Ticket ticket) {
        return ticket.status() == Status.CLOSED ? unchanged() : endAndHint(changes.close(ticket), ticket);
    }

    /// @param stored alive or a tombstone
    private Attempt tryDelete(StoredTicket stored) {
        if (stored.stage() == Stage.DELETED) {
            return unchanged();
        }
        Ticket ticket = stored.asTicket();
        return endAndHint(changes.delete(ticket, clock.instant()), ticket);
    }

    private Attempt tryReopen(Ticket ticket) {
        if (ticket.status() == Status.OPEN) {
            sendOn(ticket);
            return unchanged();
        }
        Optional<Ticket> open = changes.reopen(ticket, waves.openLive(clock.instant()));
        open.ifPresent(this::sendOn);
        return open.isPresent() ? ended(new DeskResult.Changed()) : new Attempt.LostRace();
    }

    private void sendOn(Ticket ticket) {
        switch (ticket.stage()) {
            case NEW, PLACED ->
                queues.send(
                        ticket.stage(),
                        List.of(new TicketMessage(ticket.id(), ticket.rev())),
                        ticket.origin().importId());
            case ANALYSED, UNASSIGNED -> watch.hintWaveOf(ticket);
            case ASSIGNED, FAILED, DELETED -> {}
        }
    }

    private Attempt tryReassign(Ticket ticket, Reassignment wanted) {
        if (ticket.status() == Status.CLOSED && !wanted.isReopening()) {
            return ended(new DeskResult.TicketClosed());
        }
        boolean hasItAlready = ticket.openAssignment()
                .filter(assignment -> assignment.managerId().equals(wanted.managerId()))
                .isPresent();
        if (hasItAlready) {
            return unchanged();
        }
        return findManager(wanted.managerId())
                .map(manager -> tryReassign(ticket, manager, wanted))
                .orElseGet(() -> ended(new DeskResult.NoSuchManager()));
    }

    private Attempt tryReassign(Ticket ticket, Manager manager, Reassignment wanted) {
        List<BrokenRule> broken = rules.brokenBy(manager, RoutingAttributes.of(ticket));
        if (!broken.isEmpty() && !wanted.isOverride()) {
            return ended(new DeskResult.RulesBroken(broken));
        }
        ManualChoice choice =
                new ManualChoice(clock.instant(), wanted.by(), manager, ticket.assignment(), broken, wanted.reason());
        Assignment assignment = new Assignment(
                manager.id(),
                manager.name(),
                manager.officeId(),
                manager.officeName(),
                choice.at(),
                choice.sentenceRu());
        String verdict = VerdictJson.write(choice, ticket.verdict());
        return endAndHint(changes.reassign(ticket, manager, assignment, verdict), ticket);
    }

    private Attempt tryCorrect(Ticket ticket, Analysis found, Analysis corrected) {
        if (isSaidAlready(ticket, found, corrected)) {
            watch.hintWaveOf(ticket);
            return unchanged();
        }
        if (ticket.status() == Status.CLOSED || isTheSameToPlanners(ticket, found, corrected)) {
            return end(changes.correct(ticket, corrected));
        }
        return switch (ticket.stage()) {
            case ASSIGNED -> tryCorrectAssigned(ticket, found, corrected);
            // It was planned on the wrong analysis, and PARKED is not planned again before the next roster.
            case UNASSIGNED -> tryPlanAnew(ticket, corrected);
            // A planner that loses the race to this correction leaves the ticket to the next hint.
            case NEW, PLACED, ANALYSED, FAILED, DELETED -> endAndHint(changes.correct(ticket, corrected), ticket);
        };
    }

    private Attempt tryCorrectAssigned(Ticket ticket, Analysis found, Analysis corrected) {
        String managerId = ticket.assignment().orElseThrow().managerId();
        Manager holder = findManager(managerId)
                .orElseThrow(() -> new IllegalStateException(
                        "manager " + managerId + " of ticket " + ticket.id() + " is not stored"));
        return isForbidden(holder, ticket, found, corrected)
                ? tryPlanAnew(ticket, corrected)
                : end(changes.correct(ticket, corrected, holder));
    }

    private Attempt tryPlanAnew(Ticket ticket, Analysis corrected) {
        String live = waves.openLive(clock.instant());
        WriteOutcome outcome = changes.correctAndPlanAnew(ticket, corrected, live);
        if (outcome == WriteOutcome.WRITTEN) {
            watch.hintIfComplete(live);
        }
        return end(outcome);
    }

    private static boolean isSaidAlready(Ticket ticket, Analysis found, Analysis corrected) {
        return found.correction().isPresent()
                && found.sentiment() == corrected.sentiment()
                && found.summary().equals(corrected.summary())
                && isTheSameToPlanners(ticket, found, corrected);
    }

    private static boolean isTheSameToPlanners(Ticket ticket, Analysis found, Analysis corrected) {
        return RoutableTicket.of(ticket, found).equals(RoutableTicket.of(ticket, corrected));
    }

    /// Whether the correction makes the manager break a hard rule that no person has overridden. A rule that
    /// the manager breaks in any case, because a skill was withdrawn since, is not the correction's doing.
    private boolean isForbidden(Manager holder, Ticket ticket, Analysis found, Analysis corrected) {
        Set<String> broken = brokenCodes(holder, ticket, corrected);
        broken.removeAll(brokenCodes(holder, ticket, found));
        ticket.verdict()
                .map(StoredVerdict::of)
                .map(StoredVerdict::overriddenRules)
                .ifPresent(broken::removeAll);
        return !broken.isEmpty();
    }

    private Set<String> brokenCodes(Manager manager, Ticket ticket, Analysis analysis) {
        return rules.brokenBy(manager, RoutingAttributes.of(ticket, analysis)).stream()
                .map(BrokenRule::code)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Optional<Manager> findManager(String id) {
        return rosters.load().managers().stream()
                .filter(manager -> manager.id().equals(id))
                .findFirst();
    }

    private static Attempt unchanged() {
        return ended(new DeskResult.Unchanged());
    }

    /// @param before the ticket as it was read; its wave may be complete after the write
    private Attempt endAndHint(WriteOutcome outcome, Ticket before) {
        if (outcome == WriteOutcome.WRITTEN) {
            watch.hintWaveOf(before);
        }
        return end(outcome);
    }

    private static Attempt end(WriteOutcome outcome) {
        return switch (outcome) {
            case WRITTEN -> ended(new DeskResult.Changed());
            case LOST -> new Attempt.LostRace();
        };
    }

    private static Attempt ended(DeskResult result) {
        return new Attempt.Ended(result);
    }
}
