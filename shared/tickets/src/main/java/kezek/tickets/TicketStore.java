package kezek.tickets;

import static kezek.table.Condition.all;
import static kezek.table.Condition.any;
import static kezek.table.Condition.equal;
import static kezek.table.Condition.missing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import kezek.domain.Analysis;
import kezek.domain.Assignment;
import kezek.domain.Edition;
import kezek.domain.Failure;
import kezek.domain.Manager;
import kezek.domain.Place;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.table.Commit;
import kezek.table.Condition;
import kezek.table.Editions;
import kezek.table.FailureItems;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.PlaceItems;
import kezek.table.Table;
import kezek.table.Write;
import kezek.verdict.Gzip;
import kezek.waves.ReadyTicket;
import kezek.waves.WaveIds;
import kezek.waves.WaveRows;

/// Tickets, and one method for every change of their state. Each change is one transaction that moves the
/// ticket together with its row in the wave and with the manager's load, under the condition that the
/// ticket still is what the caller read. Every write raises `version` by one.
///
/// A method that answers `false` has changed nothing: somebody else was there first, and the caller looks
/// again.
///
/// Thread-safe.
public final class TicketStore {

    /// New tickets that one transaction takes: each is two actions.
    public static final int MAX_NEW_TICKETS = Table.MAX_ACTIONS / 2;

    private final Table table;

    public TicketStore(Table table) {
        this.table = table;
    }

    public Optional<Ticket> find(String id) {
        return table.get(Key.ticket(id)).filter(TicketStore::isAlive).map(TicketItems::ticket);
    }

    /// Reads tickets that are there, tombstones too, by id.
    public Map<String, StoredTicket> findAll(Collection<String> ids) {
        return table.getAll(ids.stream().map(Key::ticket).toList()).stream()
                .map(StoredTicket::new)
                .collect(Collectors.toMap(StoredTicket::id, Function.identity()));
    }

    private static boolean isAlive(Item item) {
        return !item.string("stage").equals(Stage.DELETED.name());
    }

    /// ingest, new: stores tickets that did not exist, each with its pending row.
    ///
    /// @param tickets at most [#MAX_NEW_TICKETS], NEW, with their slots
    /// @return those that exist already, as they are; when there is any, nothing was written
    public List<StoredTicket> addNew(List<Ticket> tickets) {
        List<Write> writes = new ArrayList<>();
        for (Ticket ticket : tickets) {
            writes.add(Write.put(TicketItems.newTicket(ticket), Condition.isNew()));
            writes.add(Write.put(WaveRows.pending(ticket.slot().orElseThrow(), ticket.id(), ticket.rev(), Stage.NEW)));
        }
        return switch (table.commit(writes)) {
            case Commit.Done() -> List.of();
            case Commit.Lost(List<Commit.Loss> losses) ->
                losses.stream()
                        .map(loss -> new StoredTicket(loss.found().orElseThrow()))
                        .toList();
        };
    }

    /// ingest, changed: replaces the content; the ticket begins again as NEW, and its manager gets the
    /// unit of load back.
    ///
    /// @param stored as it was read; nothing is written either when a newer source was seen to say the same
    /// @param replacement the same id, `rev` and `version` one higher, NEW, with its new slot
    public boolean replace(StoredTicket stored, Ticket replacement) {
        Slot slot = replacement.slot().orElseThrow();
        List<Write> writes = new ArrayList<>();
        writes.add(Write.put(TicketItems.newTicket(replacement), stored.isAsRead()));
        stored.slot().filter(old -> !old.equals(slot)).ifPresent(old -> writes.add(Write.delete(Key.slot(old))));
        writes.add(Write.put(WaveRows.pending(slot, replacement.id(), replacement.rev(), Stage.NEW)));
        stored.openAssignment().ifPresent(held -> writes.add(giveBack(held)));
        return isDone(table.commit(writes));
    }

    /// ingest, unchanged: notes that a newer edition of the source says what is stored, so that an edition
    /// between the two does not replace it. That is no change of the ticket: `rev`, `version` and its rows
    /// stay, and so does `srcTime`, by which it is planned.
    ///
    /// @param stored as it was read
    /// @return false when its content is another one by now, or this or a newer edition was noted
    public boolean markSeen(StoredTicket stored, Edition edition) {
        return isDone(table.write(Write.update(Key.ticket(stored.id()))
                .set(Editions.seen(edition))
                .when(all(
                        equal("rev", stored.rev()),
                        equal("hash", stored.fingerprint()),
                        Editions.isNotSeenSince(edition)))));
    }

    /// geocode: NEW → PLACED. The pending row stays as it is.
    public boolean place(Ticket ticket, Place place) {
        return isDone(table.write(Write.update(Key.ticket(ticket.id()))
                .set("stage", Stage.PLACED.name())
                .set(Item.fields().with("place", PlaceItems.item(place)).build())
                .add("version", 1)
                .when(isStill(ticket, Stage.NEW))));
    }

    /// classify: PLACED → ANALYSED; the pending row becomes a ready one of the same wave.
    public boolean analyse(Ticket ticket, Analysis analysis) {
        Slot pending = ticket.slot().orElseThrow();
        Slot ready = Slot.ready(pending.wave(), ticket.origin().row(), ticket.id());
        return isDone(table.commit(
                Write.update(Key.ticket(ticket.id()))
                        .set("stage", Stage.ANALYSED.name())
                        .set(AnalysisItems.attributes(analysis))
                        .set(TicketItems.slot(ready))
                        .add("version", 1)
                        .when(isStill(ticket, Stage.PLACED)),
                Write.delete(Key.slot(pending)),
                Write.put(WaveRows.ready(ready, ticket, analysis))));
    }

    /// fail: a step gave up. The row in the wave goes, so that nobody waits for this ticket.
    public boolean fail(Ticket ticket, Failure failure) {
        List<Write> writes = new ArrayList<>();
        writes.add(Write.update(Key.ticket(ticket.id()))
                .set("stage", Stage.FAILED.name())
                .set("failedFrom", ticket.stage().name())
                .set(Item.fields().with("problem", FailureItems.item(failure)).build())
                .remove("slotWave", "slotKey")
                .add("version", 1)
                .when(isStill(ticket, ticket.stage())));
        ticket.slot().ifPresent(slot -> writes.add(Write.delete(Key.slot(slot))));
        return isDone(table.commit(writes));
    }

    /// revive: a FAILED ticket goes on where it failed, or waits for a plan when it is analysed already.
    ///
    /// @param liveWave a wave that [kezek.waves.WaveStore#openLive] opened
    /// @return the ticket as it is now, or empty when somebody else changed it
    public Optional<Ticket> revive(Ticket failed, String liveWave) {
        return goOn(failed, liveWave, all(isAsRead(failed), equal("status", Status.OPEN.name())));
    }

    /// reopen: a CLOSED ticket goes on, as if it had just come: it waits for a plan when it is analysed,
    /// else for the step that comes next; a FAILED one gets another chance. Whoever had it has it no
    /// more, and the verdict that gave it goes too; only the hub decision stays, for a hub takes no
    /// second turn.
    ///
    /// @param liveWave a wave that [kezek.waves.WaveStore#openLive] opened
    /// @return the ticket as it is now, or empty when somebody else changed it
    public Optional<Ticket> reopen(Ticket closed, String liveWave) {
        return goOn(closed, liveWave, isAsRead(closed));
    }

    private Optional<Ticket> goOn(Ticket ticket, String liveWave, Condition condition) {
        Stage stage = ticket.nextStage();
        int row = ticket.origin().row();
        Slot slot = stage == Stage.ANALYSED
                ? Slot.ready(liveWave, row, ticket.id())
                : Slot.pending(liveWave, row, ticket.id());
        Commit commit = table.commit(
                Write.update(Key.ticket(ticket.id()))
                        .set("stage", stage.name())
                        .set("status", Status.OPEN.name())
                        .set(TicketItems.slot(slot))
                        .remove("failedFrom", "problem", "verdict")
                        .remove("managerId", "officeId", "assignment")
                        .remove(TicketItems.MANAGER_PARTITION, TicketItems.MANAGER_SORT)
                        .add("version", 1)
                        .when(condition),
                Write.put(ticket.analysis()
                        .map(analysis -> WaveRows.ready(slot, ticket, analysis))
                        .orElseGet(() -> WaveRows.pending(slot, ticket.id(), ticket.rev(), stage))));
        return isDone(commit) ? find(ticket.id()) : Optional.empty();
    }

    /// close: nobody has to work on it any more, in whatever stage it is. It keeps its stage and its
    /// assignment and stays counted; its row in the wave goes, and its manager gets the unit of load
    /// back.
    ///
    /// @param ticket OPEN
    public boolean close(Ticket ticket) {
        Write.UpdateBuilder update = Write.update(Key.ticket(ticket.id()))
                .set("status", Status.CLOSED.name())
                .remove("slotWave", "slotKey")
                .add("version", 1);
        ticket.assignment()
                .ifPresent(assignment ->
                        update.set(TicketItems.managerEntry(assignment, Status.CLOSED, priority(ticket))));
        return isDone(table.commit(withWhatItHolds(ticket, update.when(isAsRead(ticket)))));
    }

    /// reassign: a person gives the ticket to a manager, whatever stage it is in; a CLOSED one is open
    /// again. The commit happens only if the manager still is what the hard rules were checked against,
    /// so a skill that is withdrawn in between stops it. The roster's own revision is not asked: nothing
    /// else of the roster was looked at. The turns of the pairs and of the hubs stay as they are.
    ///
    /// @param manager as read when the rules were checked
    /// @param assignment to this manager
    /// @param verdict as JSON
    public boolean reassign(Ticket ticket, Manager manager, Assignment assignment, String verdict) {
        List<Write> writes = new ArrayList<>();
        writes.add(Write.update(Key.ticket(ticket.id()))
                .set("stage", Stage.ASSIGNED.name())
                .set("status", Status.OPEN.name())
                .set(TicketItems.assignment(assignment))
                .set(TicketItems.managerEntry(assignment, Status.OPEN, priority(ticket)))
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
        held.filter(old -> !hasItAlready).ifPresent(old -> writes.add(giveBack(old)));
        return isDone(table.commit(writes));
    }

    /// correct: a person put the analysis right, and the ticket stays where it is, with its manager, its
    /// row in the wave, or neither. The row says the same as the ticket, and a manager's queue has it at
    /// its new priority.
    ///
    /// @param ticket analysed
    public boolean correct(Ticket ticket, Analysis corrected) {
        return isDone(table.commit(correction(ticket, corrected)));
    }

    /// correct: as [#correct(Ticket, Analysis)], but only if the manager still is what the hard rules were
    /// checked against. A skill that is withdrawn in between stops it.
    ///
    /// @param ticket OPEN and ASSIGNED
    /// @param holder who has it, as read when the rules were checked
    public boolean correct(Ticket ticket, Analysis corrected, Manager holder) {
        List<Write> writes = correction(ticket, corrected);
        writes.add(Write.check(Key.manager(holder.officeId(), holder.id()), equal("rev", holder.rev())));
        return isDone(table.commit(writes));
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

    /// correct, and plan anew: a person put the analysis right, and what was decided on the wrong one is
    /// void. The ticket waits for a plan in LIVE; whoever had it has it no more. The hub decision stays,
    /// for a hub takes no second turn.
    ///
    /// @param ticket OPEN, ASSIGNED or UNASSIGNED
    /// @param liveWave a wave that [kezek.waves.WaveStore#openLive] opened
    public boolean correctAndPlanAnew(Ticket ticket, Analysis corrected, String liveWave) {
        Slot slot = Slot.ready(liveWave, ticket.origin().row(), ticket.id());
        Write.UpdateBuilder update = Write.update(Key.ticket(ticket.id()))
                .set("stage", Stage.ANALYSED.name())
                .set(AnalysisItems.attributes(corrected))
                .set(TicketItems.slot(slot))
                .remove("problem", "verdict")
                .remove("managerId", "officeId", "assignment")
                .remove(TicketItems.MANAGER_PARTITION, TicketItems.MANAGER_SORT)
                .add("version", 1);
        List<Write> writes = withWhatItHolds(ticket, update.when(isAsRead(ticket)));
        writes.add(Write.put(WaveRows.ready(slot, ticket, corrected)));
        return isDone(table.commit(writes));
    }

    /// delete: leaves a tombstone and gives the unit of load back. Only a source that is newer than the
    /// deletion brings the ticket back.
    ///
    /// @param now by which the files that were written until now are old
    public boolean delete(Ticket ticket, Instant now) {
        // A source may have come from a clock that is ahead; the file that the ticket came from must be
        // old too.
        Instant afterSource = ticket.origin().sourceTime().plusMillis(1);
        Instant deletedAt = now.isAfter(afterSource) ? now : afterSource;
        Condition isOld = all(isAsRead(ticket), Editions.isSeenBefore(deletedAt));
        Commit commit =
                table.commit(withWhatItHolds(ticket, Write.put(TicketItems.tombstone(ticket, deletedAt), isOld)));
        return switch (commit) {
            case Commit.Done() -> true;
            // And so must the newest that said the same.
            case Commit.Lost(List<Commit.Loss> losses) ->
                seenAhead(losses.getFirst(), ticket, deletedAt)
                        .map(seen -> delete(ticket, seen.plusMillis(1)))
                        .orElse(false);
        };
    }

    /// @return when the newest source that said the same was written, if nothing but that stops the deletion
    private static Optional<Instant> seenAhead(Commit.Loss loss, Ticket ticket, Instant deletedAt) {
        return loss.found()
                .filter(found -> loss.index() == 0 && found.number("version") == ticket.version())
                .map(found -> Editions.newest(found).time())
                .filter(seen -> !seen.isBefore(deletedAt));
    }

    /// @return the write, and with it those that take the ticket's row out of its wave and its weight off
    ///     its manager
    private static List<Write> withWhatItHolds(Ticket ticket, Write write) {
        List<Write> writes = new ArrayList<>();
        writes.add(write);
        ticket.slot().ifPresent(slot -> writes.add(Write.delete(Key.slot(slot))));
        ticket.openAssignment().ifPresent(held -> writes.add(giveBack(held)));
        return writes;
    }

    /// @return 0 before the analysis: behind all others in a manager's queue
    private static int priority(Ticket ticket) {
        return ticket.analysis().map(Analysis::priority).orElse(0);
    }

    private static Condition isAsRead(Ticket ticket) {
        return equal("version", ticket.version());
    }

    private static Condition isStill(Ticket ticket, Stage stage) {
        return all(
                equal("rev", ticket.rev()),
                equal("stage", stage.name()),
                equal("status", Status.OPEN.name()),
                ticket.slot().map(slot -> equal("slotWave", slot.wave())).orElse(missing("slotWave")));
    }

    /// Takes a unit of load off a manager. Who carries none is another one than the ticket says: nothing is
    /// written then.
    private static Write giveBack(Assignment held) {
        return Write.update(Key.manager(held.officeId(), held.managerId()))
                .add("assigned", -1)
                .add("rev", 1)
                .when(Condition.atLeast("assigned", 1));
    }

    /// assign: ANALYSED or UNASSIGNED → ASSIGNED.
    public static List<Write> assigned(
            ReadyTicket ready, Assignment assignment, Optional<String> hubOfficeId, String verdict) {
        Write.UpdateBuilder update = Write.update(Key.ticket(ready.ticket().id()))
                .set("stage", Stage.ASSIGNED.name())
                .set(TicketItems.assignment(assignment))
                .set(TicketItems.managerEntry(
                        assignment, Status.OPEN, ready.ticket().priority()))
                .set(Item.fields().with("verdict", Gzip.zipped(verdict)).build())
                .remove("slotWave", "slotKey", "problem")
                .add("version", 1);
        hubOfficeId.ifPresent(hub -> update.set("hub", hub));
        return List.of(update.when(isReady(ready)), Write.delete(Key.slot(ready.slot())));
    }

    /// assign, nobody: ANALYSED → UNASSIGNED, and from its wave to the parked ones.
    public static List<Write> unassigned(
            ReadyTicket ready, Failure problem, Optional<String> hubOfficeId, String verdict) {
        Slot parked = Slot.ready(
                WaveIds.parked(ready.ticket().id()),
                ready.ticket().row(),
                ready.ticket().id());
        Write.UpdateBuilder update = Write.update(Key.ticket(ready.ticket().id()))
                .set("stage", Stage.UNASSIGNED.name())
                .set(Item.fields()
                        .with("problem", FailureItems.item(problem))
                        .with("verdict", Gzip.zipped(verdict))
                        .build())
                .set(TicketItems.slot(parked))
                .add("version", 1);
        hubOfficeId.ifPresent(hub -> update.set("hub", hub));
        List<Write> writes = new ArrayList<>();
        writes.add(update.when(isReady(ready)));
        if (!parked.equals(ready.slot())) {
            writes.add(Write.delete(Key.slot(ready.slot())));
        }
        writes.add(Write.put(WaveRows.ready(parked, ready.rev(), ready.ticket(), hubOfficeId)));
        return writes;
    }

    /// What the planner read of the analysis is asked too: a person may have corrected it meanwhile, and
    /// a correction leaves a ticket in its wave. So is the hub decision: another planner may have made
    /// one and left the ticket unassigned, and a second decision would take a second turn.
    private static Condition isReady(ReadyTicket ready) {
        return all(
                equal("rev", ready.rev()),
                equal("category", ready.ticket().category().label()),
                equal("language", ready.ticket().language().name()),
                equal("priority", ready.ticket().priority()),
                any(equal("stage", Stage.ANALYSED.name()), equal("stage", Stage.UNASSIGNED.name())),
                equal("status", Status.OPEN.name()),
                equal("slotWave", ready.slot().wave()),
                ready.ticket().hubOfficeId().map(hub -> equal("hub", hub)).orElseGet(() -> missing("hub")));
    }

    private static boolean isDone(Commit commit) {
        return commit instanceof Commit.Done;
    }
}
