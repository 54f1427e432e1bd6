package kezek.tickets;

import static kezek.table.Condition.all;
import static kezek.table.Condition.any;
import static kezek.table.Condition.equal;
import static kezek.table.Condition.missing;

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
import kezek.domain.Place;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.table.Commit;
import kezek.table.Condition;
import kezek.table.EditionItems;
import kezek.table.FailureItems;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.PlaceItems;
import kezek.table.Table;
import kezek.table.Write;
import kezek.table.WriteOutcome;
import kezek.verdict.Gzip;
import kezek.waves.ReadyTicket;
import kezek.waves.RoutableTicketItems;
import kezek.waves.WaveIds;
import kezek.waves.WaveRows;

/// Tickets, and a method for each change that the pipeline makes to one: intake stores it, geocode and
/// classify take it on, assign gives it to a manager. Each change is one transaction that moves the ticket
/// together with its row in the wave and with the load of its manager. Its condition is that the ticket is
/// still what the caller read, and it raises `version` by one, except [#markSeen].
///
/// People's changes are in [ManualChangeStore].
///
/// Every method throws [kezek.failure.TransientFailure] `STORE_BUSY` if DynamoDB does not answer.
///
/// Thread-safe.
public final class TicketStore {

    /// The number of new tickets that fit one transaction; each takes two actions.
    public static final int MAX_NEW_TICKETS = Table.MAX_ACTIONS / 2;

    private final Table table;

    public TicketStore(Table table) {
        this.table = table;
    }

    /// @return the ticket; empty if it was deleted or never existed
    public Optional<Ticket> find(String id) {
        return table.get(Key.ticket(id)).filter(TicketStore::isAlive).map(TicketItems::ticket);
    }

    /// Reads many tickets, tombstones included.
    ///
    /// @return those that exist, by id
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
    /// @return those that exist already, as they are; if there is one, nothing was written
    public List<StoredTicket> addNew(List<Ticket> tickets) {
        List<Write> writes = new ArrayList<>();
        for (Ticket ticket : tickets) {
            writes.add(Write.put(TicketItems.newTicket(ticket), Condition.isNew()));
            writes.add(Write.put(WaveRows.pending(ticket.slot().orElseThrow(), ticket.rev(), Stage.NEW)));
        }
        return switch (table.commit(writes)) {
            case Commit.Done() -> List.of();
            case Commit.Lost(List<Commit.Loss> losses) ->
                losses.stream()
                        .map(loss -> new StoredTicket(loss.found().orElseThrow()))
                        .toList();
        };
    }

    /// ingest, changed: replaces the content. The ticket begins again as NEW, and its manager gets the unit
    /// of load back.
    ///
    /// @param stored as it was read, a tombstone too; nothing is written if a newer source said the same in
    ///     between
    /// @param replacement the same id, `rev` and `version` one higher, NEW, with its new slot
    public WriteOutcome replace(StoredTicket stored, Ticket replacement) {
        Slot slot = replacement.slot().orElseThrow();
        List<Write> writes = new ArrayList<>();
        writes.add(Write.put(TicketItems.newTicket(replacement), stored.isAsRead()));
        stored.slot().filter(old -> !old.equals(slot)).ifPresent(old -> writes.add(Write.delete(Key.slot(old))));
        writes.add(Write.put(WaveRows.pending(slot, replacement.rev(), Stage.NEW)));
        stored.openAssignment().ifPresent(held -> writes.add(TicketWrites.giveBack(held)));
        return WriteOutcome.of(table.commit(writes));
    }

    /// ingest, unchanged: notes that a newer edition of the source says what is stored, so that an edition
    /// between the two does not replace it. This does not change the ticket: `rev`, `version`, its rows and
    /// `srcTime`, by which it is planned, stay.
    ///
    /// @param stored as it was read
    /// @return LOST if its content has changed since, or this or a newer edition is noted already
    public WriteOutcome markSeen(StoredTicket stored, Edition edition) {
        return WriteOutcome.of(table.write(Write.update(Key.ticket(stored.id()))
                .set(EditionItems.seen(edition))
                .when(all(
                        equal("rev", stored.rev()),
                        equal("hash", stored.fingerprint()),
                        EditionItems.isNotSeenSince(edition)))));
    }

    /// geocode: NEW → PLACED. The pending row stays as it is.
    public WriteOutcome place(Ticket ticket, Place place) {
        return WriteOutcome.of(table.write(Write.update(Key.ticket(ticket.id()))
                .set("stage", Stage.PLACED.name())
                .set(Item.fields().with("place", PlaceItems.item(place)).build())
                .add("version", 1)
                .when(isStill(ticket, Stage.NEW))));
    }

    /// classify: PLACED → ANALYSED; the pending row becomes a ready one of the same wave.
    public WriteOutcome analyse(Ticket ticket, Analysis analysis) {
        Slot pending = ticket.slot().orElseThrow();
        Slot ready = Slot.ready(pending.wave(), ticket.origin().row(), ticket.id());
        return WriteOutcome.of(table.commit(
                Write.update(Key.ticket(ticket.id()))
                        .set("stage", Stage.ANALYSED.name())
                        .set(AnalysisItems.attributes(analysis))
                        .set(TicketItems.slot(ready))
                        .add("version", 1)
                        .when(isStill(ticket, Stage.PLACED)),
                Write.delete(Key.slot(pending)),
                Write.put(WaveRows.ready(ready, ticket, analysis))));
    }

    /// fail: a step gave up. The row in the wave is deleted, so that the wave does not wait for this
    /// ticket.
    public WriteOutcome fail(Ticket ticket, Failure failure) {
        List<Write> writes = new ArrayList<>();
        writes.add(Write.update(Key.ticket(ticket.id()))
                .set("stage", Stage.FAILED.name())
                .set("failedFrom", ticket.stage().name())
                .set(Item.fields().with("problem", FailureItems.item(failure)).build())
                .remove("slotWave", "slotKey")
                .add("version", 1)
                .when(isStill(ticket, ticket.stage())));
        ticket.slot().ifPresent(slot -> writes.add(Write.delete(Key.slot(slot))));
        return WriteOutcome.of(table.commit(writes));
    }

    /// revive: a FAILED ticket resumes where it failed, or waits for a plan if it is analysed already.
    ///
    /// @param failed a FAILED ticket that is OPEN
    /// @param liveWave a wave that [kezek.waves.WaveStore#openLive] opened
    /// @return the ticket as it is now; empty if another writer was faster, or the ticket is CLOSED
    public Optional<Ticket> revive(Ticket failed, String liveWave) {
        Condition isOpenAsRead = all(TicketWrites.isAsRead(failed), equal("status", Status.OPEN.name()));
        return switch (table.commit(TicketWrites.continueInLive(failed, liveWave, isOpenAsRead))) {
            case Commit.Done() -> find(failed.id());
            case Commit.Lost lost -> Optional.empty();
        };
    }

    private static Condition isStill(Ticket ticket, Stage stage) {
        return all(
                equal("rev", ticket.rev()),
                equal("stage", stage.name()),
                equal("status", Status.OPEN.name()),
                ticket.slot().map(slot -> equal("slotWave", slot.wave())).orElse(missing("slotWave")));
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

    /// assign, no eligible manager: ANALYSED → UNASSIGNED. The row moves from its wave to the parked ones.
    public static List<Write> unassigned(
            ReadyTicket ready, Failure problem, Optional<String> hubOfficeId, String verdict) {
        String id = ready.ticket().id();
        Slot parked = Slot.ready(WaveIds.parked(id), ready.ticket().row(), id);
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
        writes.add(Write.put(WaveRows.ready(parked, ready.rev(), ready.ticket().withHub(hubOfficeId))));
        return writes;
    }

    private static Condition isReady(ReadyTicket ready) {
        return all(
                equal("rev", ready.rev()),
                RoutableTicketItems.isStill(ready.ticket()),
                any(equal("stage", Stage.ANALYSED.name()), equal("stage", Stage.UNASSIGNED.name())),
                equal("status", Status.OPEN.name()),
                equal("slotWave", ready.slot().wave()));
    }
}
