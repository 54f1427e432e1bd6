package kezek.tickets;

import static kezek.table.Condition.all;
import static kezek.table.Condition.equal;
import static kezek.tickets.TicketWrites.isAsRead;
import static kezek.tickets.TicketWrites.withRelease;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kezek.domain.Analysis;
import kezek.domain.Assignment;
import kezek.domain.Manager;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.table.Commit;
import kezek.table.Condition;
import kezek.table.EditionItems;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.Write;
import kezek.table.WriteOutcome;
import kezek.verdict.Gzip;
import kezek.waves.WaveRows;

/// The changes that people make to tickets, a method for each. Each change is one transaction that moves
/// the ticket together with its row in the wave and with the load of its manager. Its condition is the
/// `version` that the caller read, and it raises `version` by one.
///
/// This class decides nothing: [TicketDesk] checks the hard rules, repeats a change that lost a race, and
/// sends the messages.
///
/// Thread-safe.
public final class ManualChangeStore {

    private final Table table;
    private final TicketStore tickets;

    public ManualChangeStore(Table table) {
        this.table = table;
        this.tickets = new TicketStore(table);
    }

    /// close: the ticket needs no more work, in whatever stage it is. It keeps its stage and its assignment
    /// and stays counted. Its row in the wave goes, and its manager gets the unit of load back.
    ///
    /// @param ticket OPEN
    public WriteOutcome close(Ticket ticket) {
        Write.UpdateBuilder update = Write.update(Key.ticket(ticket.id()))
                .set("status", Status.CLOSED.name())
                .remove("slotWave", "slotKey")
                .add("version", 1);
        ticket.assignment()
                .ifPresent(assignment ->
                        update.set(TicketItems.managerEntry(assignment, Status.CLOSED, TicketWrites.priority(ticket))));
        return WriteOutcome.of(table.commit(withRelease(ticket, update.when(isAsRead(ticket)))));
    }

    /// reopen: a CLOSED ticket goes on as if it had just arrived. It waits for a plan if it is analysed, and
    /// otherwise for its next step; one that FAILED gets another chance. It loses its manager and the
    /// verdict that chose that manager. Only the hub decision stays because a ticket takes a hub's turn only
    /// once.
    ///
    /// @param liveWave a wave that [kezek.waves.WaveStore#openLive] opened
    /// @return the ticket as it is now; empty if another writer was faster
    public Optional<Ticket> reopen(Ticket closed, String liveWave) {
        return switch (table.commit(TicketWrites.continueInLive(closed, liveWave, isAsRead(closed)))) {
            case Commit.Done() -> tickets.find(closed.id());
            case Commit.Lost lost -> Optional.empty();
        };
    }

    /// reassign: a person gives the ticket to a manager, whatever stage it is in; a CLOSED one is open
    /// again. The commit happens only if the manager is still what the hard rules were checked against, so
    /// a skill that is withdrawn in between stops it. The revision of the roster is no condition because
    /// nothing else of the roster was looked at. The turns of the pairs and of the hubs stay as they are.
    ///
    /// @param manager as read when the rules were checked
    /// @param assignment to this manager
    /// @param verdict as JSON
    public WriteOutcome reassign(Ticket ticket, Manager manager, Assignment assignment, String verdict) {
        List<Write> writes = new ArrayList<>();
        writes.add(Write.update(Key.ticket(ticket.id()))
                .set("stage", Stage.ASSIGNED.name())
                .set("status", Status.OPEN.name())
                .set(TicketItems.assignment(assignment))
                .set(TicketItems.managerEntry(assignment, Status.OPEN, TicketWrites.priority(ticket)))
                .set(Item.fields().with("verdict", Gzip.zipped(verdict)).build())
                .remove("slotWave", "slotKey", "problem", "failedFrom")
                .add("version", 1)
                .when(isAsRead(ticket)));
        ticket.slot().ifPresent(slot -> writes.add(Write.delete(Key.slot(slot))));
        Optional<Assignment> held = ticket.openAssignment();
        boolean hasItAlready =
                held.filter(old -> old.managerId().equals(manager.id())).isPresent();
        writes.add(Write.update(Key.manager(manager.officeId(), manager.id()))
                .add("assigned", hasItAlready ? 0 : 1)
                .add("rev", 1)
                .when(equal("rev", manager.rev())));
        held.filter(old -> !hasItAlready).ifPresent(old -> writes.add(TicketWrites.giveBack(old)));
        return WriteOutcome.of(table.commit(writes));
    }

    /// correct: a person corrected the analysis, and the ticket stays where it is: with its manager, in its
    /// wave, or neither. Its row in the wave says the same as the ticket, and the queue of its manager has
    /// it at its new priority.
    ///
    /// @param ticket analysed
    public WriteOutcome correct(Ticket ticket, Analysis corrected) {
        return WriteOutcome.of(table.commit(correction(ticket, corrected)));
    }

    /// correct: as [#correct(Ticket, Analysis)], but only if the manager is still what the hard rules were
    /// checked against. A skill that is withdrawn in between stops it.
    ///
    /// @param ticket OPEN and ASSIGNED
    /// @param holder the ticket's manager, as read when the rules were checked
    public WriteOutcome correct(Ticket ticket, Analysis corrected, Manager holder) {
        List<Write> writes = correction(ticket, corrected);
        writes.add(Write.check(Key.manager(holder.officeId(), holder.id()), equal("rev", holder.rev())));
        return WriteOutcome.of(table.commit(writes));
    }

    private static List<Write> correction(Ticket ticket, Analysis corrected) {
        Write.UpdateBuilder update = Write.update(Key.ticket(ticket.id()))
                .set(AnalysisItems.attributes(corrected))
                .add("version", 1);
        ticket.assignment()
                .ifPresent(assignment ->
                        update.set(TicketItems.managerEntry(assignment, ticket.status(), corrected.priority())));
        List<Write> writes = new ArrayList<>();
        writes.add(update.when(isAsRead(ticket)));
        ticket.slot().ifPresent(slot -> writes.add(Write.put(WaveRows.ready(slot, ticket, corrected))));
        return writes;
    }

    /// correct, and plan anew: a person corrected the analysis, and the decision that was made on the wrong
    /// one is void. The ticket waits for a plan in LIVE and loses its manager. The hub decision stays
    /// because a ticket takes a hub's turn only once.
    ///
    /// @param ticket OPEN, ASSIGNED or UNASSIGNED
    /// @param liveWave a wave that [kezek.waves.WaveStore#openLive] opened
    public WriteOutcome correctAndPlanAnew(Ticket ticket, Analysis corrected, String liveWave) {
        Slot slot = Slot.ready(liveWave, ticket.origin().row(), ticket.id());
        Write.UpdateBuilder update = Write.update(Key.ticket(ticket.id()))
                .set("stage", Stage.ANALYSED.name())
                .set(AnalysisItems.attributes(corrected))
                .set(TicketItems.slot(slot))
                .remove("problem", "verdict")
                .remove("managerId", "officeId", "assignment")
                .remove(TicketItems.MANAGER_PARTITION, TicketItems.MANAGER_SORT)
                .add("version", 1);
        List<Write> writes = withRelease(ticket, update.when(isAsRead(ticket)));
        writes.add(Write.put(WaveRows.ready(slot, ticket, corrected)));
        return WriteOutcome.of(table.commit(writes));
    }

    /// delete: leaves a tombstone and gives the unit of load back. Only a source that is newer than the
    /// deletion brings the ticket back.
    ///
    /// @param now the moment of the deletion. The tombstone may be dated later: the file that the ticket came
    ///     from may carry the time of a clock that is ahead, and it must be older than the deletion too
    public WriteOutcome delete(Ticket ticket, Instant now) {
        Instant afterSource = ticket.origin().sourceTime().plusMillis(1);
        Instant deletedAt = now.isAfter(afterSource) ? now : afterSource;
        Condition isOld = all(isAsRead(ticket), EditionItems.isSeenBefore(deletedAt));
        Commit commit = table.commit(withRelease(ticket, Write.put(TicketItems.tombstone(ticket, deletedAt), isOld)));
        return switch (commit) {
            case Commit.Done() -> WriteOutcome.WRITTEN;
            // The newest file that said the same must be older than the deletion too.
            case Commit.Lost(List<Commit.Loss> losses) ->
                seenAhead(losses.getFirst(), ticket, deletedAt)
                        .map(seen -> delete(ticket, seen.plusMillis(1)))
                        .orElse(WriteOutcome.LOST);
        };
    }

    /// @return the time of the newest source that said the same, if nothing but that stops the deletion
    private static Optional<Instant> seenAhead(Commit.Loss loss, Ticket ticket, Instant deletedAt) {
        return loss.found()
                .filter(found -> loss.index() == 0 && found.number("version") == ticket.version())
                .map(found -> EditionItems.newest(found).time())
                .filter(seen -> !seen.isBefore(deletedAt));
    }
}
