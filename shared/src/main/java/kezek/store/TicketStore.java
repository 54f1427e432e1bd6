package kezek.store;

import static kezek.store.Condition.all;
import static kezek.store.Condition.any;
import static kezek.store.Condition.equal;
import static kezek.store.Condition.missing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import kezek.domain.Analysis;
import kezek.domain.Assignment;
import kezek.domain.Failure;
import kezek.domain.Place;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;

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
    public Map<String, Stored> findAll(Collection<String> ids) {
        return table.getAll(ids.stream().map(Key::ticket).toList()).stream()
                .map(Stored::new)
                .collect(Collectors.toMap(Stored::id, Function.identity()));
    }

    private static boolean isAlive(Item item) {
        return !item.string("stage").equals(Stage.DELETED.name());
    }

    /// ingest, new: stores tickets that did not exist, each with its pending row.
    ///
    /// @param tickets at most [#MAX_NEW_TICKETS], NEW, with their slots
    /// @return those that exist already, as they are; when there is any, nothing was written
    public List<Stored> addNew(List<Ticket> tickets) {
        List<Write> writes = new ArrayList<>();
        for (Ticket ticket : tickets) {
            writes.add(Write.put(TicketItems.newTicket(ticket), Condition.isNew()));
            writes.add(Write.put(WaveRows.pending(ticket.slot().orElseThrow(), ticket.id(), ticket.rev(), Stage.NEW)));
        }
        return switch (table.commit(writes)) {
            case Commit.Done() -> List.of();
            case Commit.Lost(List<Commit.Loss> losses) ->
                losses.stream()
                        .map(loss -> new Stored(loss.found().orElseThrow()))
                        .toList();
        };
    }

    /// ingest, changed: replaces the content; the ticket begins again as NEW, and its manager gets the
    /// unit of load back.
    ///
    /// @param stored as it was read
    /// @param replacement the same id, `rev` and `version` one higher, NEW, with its new slot
    public boolean replace(Stored stored, Ticket replacement) {
        Slot slot = replacement.slot().orElseThrow();
        List<Write> writes = new ArrayList<>();
        writes.add(Write.put(TicketItems.newTicket(replacement), equal("version", stored.version())));
        stored.slot().filter(old -> !old.equals(slot)).ifPresent(old -> writes.add(Write.delete(Key.slot(old))));
        writes.add(Write.put(WaveRows.pending(slot, replacement.id(), replacement.rev(), Stage.NEW)));
        stored.openAssignment().ifPresent(held -> writes.add(unitOfLoad(held, -1)));
        return isDone(table.commit(writes));
    }

    /// geocode: NEW → PLACED. The pending row stays as it is.
    public boolean place(Ticket ticket, Place place) {
        return isDone(table.write(Write.update(Key.ticket(ticket.id()))
                .set("stage", Stage.PLACED.name())
                .set(Item.fields().with("place", TicketItems.place(place)).build())
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
                        .set(TicketItems.analysis(analysis))
                        .set(TicketItems.slot(ready))
                        .add("version", 1)
                        .when(isStill(ticket, Stage.PLACED)),
                Write.delete(Key.slot(pending)),
                Write.put(WaveRows.ready(ready, ticket, analysis))));
    }

    /// assign: commits a part of a plan, see [PlanChunk].
    public PlanCommit commit(PlanChunk chunk) {
        return switch (table.commit(chunk.writes())) {
            case Commit.Done() -> new PlanCommit.Done();
            case Commit.Lost(List<Commit.Loss> losses) -> PlanCommit.Lost.of(losses);
        };
    }

    /// fail: a step gave up. The row in the wave goes, so that nobody waits for this ticket.
    public boolean fail(Ticket ticket, Failure failure) {
        List<Write> writes = new ArrayList<>();
        writes.add(Write.update(Key.ticket(ticket.id()))
                .set("stage", Stage.FAILED.name())
                .set("failedFrom", ticket.stage().name())
                .set(Item.fields().with("problem", TicketItems.problem(failure)).build())
                .remove("slotWave", "slotKey")
                .add("version", 1)
                .when(isStill(ticket, ticket.stage())));
        ticket.slot().ifPresent(slot -> writes.add(Write.delete(Key.slot(slot))));
        return isDone(table.commit(writes));
    }

    /// revive: a FAILED ticket goes on where it failed, or waits for a plan when it is analysed already.
    ///
    /// @param liveWave a wave that [WaveStore#openLive] opened
    /// @return the ticket as it is now, or empty when somebody else changed it
    public Optional<Ticket> revive(Ticket failed, String liveWave) {
        Stage stage = failed.analysis().isPresent()
                ? Stage.ANALYSED
                : failed.failedFrom().orElseThrow();
        boolean isAnalysed = stage == Stage.ANALYSED;
        int row = failed.origin().row();
        Slot slot = isAnalysed ? Slot.ready(liveWave, row, failed.id()) : Slot.pending(liveWave, row, failed.id());
        Commit commit = table.commit(
                Write.update(Key.ticket(failed.id()))
                        .set("stage", stage.name())
                        .set(TicketItems.slot(slot))
                        .remove("failedFrom", "problem")
                        .add("version", 1)
                        .when(equal("version", failed.version())),
                Write.put(
                        isAnalysed
                                ? WaveRows.ready(slot, failed, failed.analysis().orElseThrow())
                                : WaveRows.pending(slot, failed.id(), failed.rev(), stage)));
        return isDone(commit) ? find(failed.id()) : Optional.empty();
    }

    private static Condition isStill(Ticket ticket, Stage stage) {
        return all(
                equal("rev", ticket.rev()),
                equal("stage", stage.name()),
                equal("status", Status.OPEN.name()),
                ticket.slot().map(slot -> equal("slotWave", slot.wave())).orElse(missing("slotWave")));
    }

    static Write unitOfLoad(Assignment held, int delta) {
        return Write.update(Key.manager(held.officeId(), held.managerId()))
                .add("assigned", delta)
                .add("rev", 1)
                .when(Condition.isThere());
    }

    /// assign: ANALYSED or UNASSIGNED → ASSIGNED.
    static List<Write> assigned(
            ReadyTicket ready, Assignment assignment, Optional<String> hubOfficeId, String verdict) {
        Write.UpdateBuilder update = Write.update(Key.ticket(ready.ticket().id()))
                .set("stage", Stage.ASSIGNED.name())
                .set(TicketItems.assignment(assignment))
                .set(TicketItems.managerEntry(
                        assignment, Status.OPEN, ready.ticket().priority()))
                .set(Item.fields().with("verdict", TicketItems.zipped(verdict)).build())
                .remove("slotWave", "slotKey", "problem")
                .add("version", 1);
        hubOfficeId.ifPresent(hub -> update.set("hub", hub));
        return List.of(update.when(isReady(ready)), Write.delete(Key.slot(ready.slot())));
    }

    /// assign, nobody: ANALYSED → UNASSIGNED, and from its wave to the parked ones.
    static List<Write> unassigned(ReadyTicket ready, Failure problem, Optional<String> hubOfficeId, String verdict) {
        Slot parked = Slot.ready(
                WaveIds.parked(ready.ticket().id()),
                ready.ticket().row(),
                ready.ticket().id());
        Write.UpdateBuilder update = Write.update(Key.ticket(ready.ticket().id()))
                .set("stage", Stage.UNASSIGNED.name())
                .set(Item.fields()
                        .with("problem", TicketItems.problem(problem))
                        .with("verdict", TicketItems.zipped(verdict))
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

    private static Condition isReady(ReadyTicket ready) {
        return all(
                equal("rev", ready.rev()),
                any(equal("stage", Stage.ANALYSED.name()), equal("stage", Stage.UNASSIGNED.name())),
                equal("status", Status.OPEN.name()),
                equal("slotWave", ready.slot().wave()));
    }

    private static boolean isDone(Commit commit) {
        return commit instanceof Commit.Done;
    }
}
