package kezek.planning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import kezek.domain.Assignment;
import kezek.domain.Failure;
import kezek.domain.Manager;
import kezek.routing.Decision;
import kezek.table.Condition;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.Write;
import kezek.tickets.TicketStore;
import kezek.waves.ReadyTicket;
import org.jspecify.annotations.Nullable;

/// A part of a plan that fits one transaction: tickets with their rows, each touched manager once, the
/// turn of the hubs once, and a check that the roster still is the one that was planned on. What depends
/// on each other is added in plan order.
///
/// Not thread-safe.
public final class PlanChunk {

    /// The two actions that every chunk may need besides tickets and managers: the roster's check and the
    /// turn of the hubs.
    private static final int FIXED_ACTIONS = 2;

    private final long rosterRev;
    private final ToLongFunction<Manager> seenRev;
    private final List<Write> ticketWrites = new ArrayList<>();
    private final Map<String, Decision.Change> managerChanges = new LinkedHashMap<>();
    private @Nullable HubChange hubChange;
    private final List<String> ticketIds = new ArrayList<>();

    /// @param rosterRev the revision of the roster that was planned on
    /// @param seenRev a manager's `rev` as the planner knows it
    public PlanChunk(long rosterRev, ToLongFunction<Manager> seenRev) {
        this.rosterRev = rosterRev;
        this.seenRev = seenRev;
    }

    /// How many decisions of the hubs the plan saw, and how many there are after this one.
    public record HubChange(long seen, long after) {}

    /// Adds a ticket that got a manager.
    ///
    /// @param pair every manager whose state the decision changed
    /// @return false when it does not fit any more; nothing was added
    public boolean addAssigned(
            ReadyTicket ready,
            Assignment assignment,
            Optional<String> hubOfficeId,
            String verdict,
            List<Decision.Change> pair,
            Optional<HubChange> hub) {
        return add(ready, TicketStore.assigned(ready, assignment, hubOfficeId, verdict), pair, hub);
    }

    /// Adds a ticket that nobody can take.
    ///
    /// @return false when it does not fit any more; nothing was added
    public boolean addUnassigned(
            ReadyTicket ready, Failure problem, Optional<String> hubOfficeId, String verdict, Optional<HubChange> hub) {
        return add(ready, TicketStore.unassigned(ready, problem, hubOfficeId, verdict), List.of(), hub);
    }

    private boolean add(ReadyTicket ready, List<Write> writes, List<Decision.Change> changes, Optional<HubChange> hub) {
        long newManagers = changes.stream()
                .filter(change -> !managerChanges.containsKey(change.manager().id()))
                .count();
        if (ticketWrites.size() + writes.size() + managerChanges.size() + newManagers + FIXED_ACTIONS
                > Table.MAX_ACTIONS) {
            return false;
        }
        ticketWrites.addAll(writes);
        changes.forEach(change -> managerChanges.merge(change.manager().id(), change, PlanChunk::together));
        hub.ifPresent(turn -> hubChange = hubChange == null ? turn : new HubChange(hubChange.seen(), turn.after()));
        ticketIds.add(ready.ticket().id());
        return true;
    }

    private static Decision.Change together(Decision.Change earlier, Decision.Change later) {
        return new Decision.Change(earlier.manager(), earlier.addedLoad() + later.addedLoad(), later.secondTurns());
    }

    /// @return the tickets in it, as they were added
    public List<String> ticketIds() {
        return List.copyOf(ticketIds);
    }

    /// @return what it does to each manager that it touches
    public List<Decision.Change> managerChanges() {
        return List.copyOf(managerChanges.values());
    }

    /// @return how many decisions of the hubs there are after it; empty when it makes none
    public OptionalLong hubDecisionsAfter() {
        return hubChange == null ? OptionalLong.empty() : OptionalLong.of(hubChange.after());
    }

    public boolean isEmpty() {
        return ticketIds.isEmpty();
    }

    List<Write> writes() {
        List<Write> writes = new ArrayList<>(ticketWrites);
        for (Decision.Change change : managerChanges.values()) {
            writes.add(managerWrite(change));
        }
        if (hubChange != null) {
            writes.add(
                    Write.update(Key.hub()).set("n", hubChange.after()).when(Condition.equal("n", hubChange.seen())));
        }
        writes.add(Write.check(
                Key.rosterMeta(),
                Condition.all(
                        Condition.equal("rev", rosterRev),
                        Condition.equal("loading", Item.fields().build()))));
        return writes;
    }

    private Write managerWrite(Decision.Change change) {
        Manager manager = change.manager();
        return Write.update(Key.manager(manager.officeId(), manager.id()))
                .add("assigned", change.addedLoad())
                .add("rev", 1)
                .setOrRemove("second", change.secondTurns())
                .when(Condition.equal("rev", seenRev.applyAsLong(manager)));
    }
}
