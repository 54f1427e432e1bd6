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
import kezek.routing.ManagerUpdate;
import kezek.table.Condition;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.Write;
import kezek.tickets.TicketStore;
import kezek.waves.ReadyTicket;
import org.jspecify.annotations.Nullable;

/// A part of a plan that fits one transaction: tickets with their rows, each changed manager once, the turn of
/// the hubs once, and a check that the roster has not changed since the plan read it. Decisions that depend on
/// each other are added in the order of the plan.
///
/// Not thread-safe.
public final class PlanChunk {

    /// The two actions that a chunk may need besides tickets and managers: the check of the roster and the turn
    /// of the hubs.
    private static final int FIXED_ACTIONS = 2;

    private final long rosterRev;
    private final ToLongFunction<Manager> seenRev;
    private final List<Write> ticketWrites = new ArrayList<>();
    private final Map<String, ManagerUpdate> managerUpdates = new LinkedHashMap<>();
    private @Nullable HubChange hubChange;
    private final List<String> ticketIds = new ArrayList<>();

    /// @param rosterRev the revision of the roster that was planned on
    /// @param seenRev a manager's `rev` as the planner knows it
    public PlanChunk(long rosterRev, ToLongFunction<Manager> seenRev) {
        this.rosterRev = rosterRev;
        this.seenRev = seenRev;
    }

    /// How many hub decisions the plan saw, and how many there are after this one.
    public record HubChange(long seen, long after) {}

    /// Whether a decision was added.
    public enum Addition {
        ADDED,
        /// The decision no longer fits into the transaction. Nothing was added.
        FULL
    }

    /// Adds a ticket that has a manager now.
    ///
    /// @param verdict as JSON
    /// @param changes of every manager whose load or turn the decision changed
    /// @param hub the turn that the decision took; empty if it took none
    public Addition tryAddAssigned(
            ReadyTicket ready,
            Assignment assignment,
            Optional<String> hubOfficeId,
            String verdict,
            List<ManagerUpdate> changes,
            Optional<HubChange> hub) {
        return tryAdd(ready, TicketStore.assigned(ready, assignment, hubOfficeId, verdict), changes, hub);
    }

    /// Adds a ticket that no manager can take.
    ///
    /// @param verdict as JSON
    /// @param hub the turn that the decision took; empty if it took none
    public Addition tryAddUnassigned(
            ReadyTicket ready, Failure problem, Optional<String> hubOfficeId, String verdict, Optional<HubChange> hub) {
        return tryAdd(ready, TicketStore.unassigned(ready, problem, hubOfficeId, verdict), List.of(), hub);
    }

    private Addition tryAdd(
            ReadyTicket ready, List<Write> writes, List<ManagerUpdate> changes, Optional<HubChange> hub) {
        long newManagers = changes.stream()
                .filter(change -> !managerUpdates.containsKey(change.manager().id()))
                .count();
        if (ticketWrites.size() + writes.size() + managerUpdates.size() + newManagers + FIXED_ACTIONS
                > Table.MAX_ACTIONS) {
            return Addition.FULL;
        }
        ticketWrites.addAll(writes);
        changes.forEach(change -> managerUpdates.merge(change.manager().id(), change, PlanChunk::together));
        hub.ifPresent(turn -> hubChange = hubChange == null ? turn : new HubChange(hubChange.seen(), turn.after()));
        ticketIds.add(ready.ticket().id());
        return Addition.ADDED;
    }

    private static ManagerUpdate together(ManagerUpdate earlier, ManagerUpdate later) {
        return new ManagerUpdate(earlier.manager(), earlier.addedLoad() + later.addedLoad(), later.secondTurns());
    }

    /// @return the tickets in it, in the order in which they were added
    public List<String> ticketIds() {
        return List.copyOf(ticketIds);
    }

    /// @return the sum of the changes of each manager that it changes
    public List<ManagerUpdate> managerUpdates() {
        return List.copyOf(managerUpdates.values());
    }

    /// @return how many hub decisions there are after it; empty if it makes none
    public OptionalLong hubDecisionsAfter() {
        return hubChange == null ? OptionalLong.empty() : OptionalLong.of(hubChange.after());
    }

    public boolean isEmpty() {
        return ticketIds.isEmpty();
    }

    List<Write> writes() {
        List<Write> writes = new ArrayList<>(ticketWrites);
        for (ManagerUpdate change : managerUpdates.values()) {
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

    private Write managerWrite(ManagerUpdate change) {
        Manager manager = change.manager();
        return Write.update(Key.manager(manager.officeId(), manager.id()))
                .add("assigned", change.addedLoad())
                .add("rev", 1)
                .setOrRemove("second", change.secondTurns())
                .when(Condition.equal("rev", seenRev.applyAsLong(manager)));
    }
}
