package kezek.tickets;

import static kezek.table.Condition.equal;

import java.util.ArrayList;
import java.util.List;
import kezek.domain.Analysis;
import kezek.domain.Assignment;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.table.Condition;
import kezek.table.Key;
import kezek.table.Write;
import kezek.waves.WaveRows;

/// The writes that changes of a ticket have in common, whether a step of the pipeline or a person makes
/// them.
final class TicketWrites {

    private TicketWrites() {}

    /// @return that no one has written the ticket since it was read
    static Condition isAsRead(Ticket ticket) {
        return equal("version", ticket.version());
    }

    /// The ticket goes on at its next step, in a LIVE wave and without a manager. The hub decision stays
    /// because a ticket takes a hub's turn only once.
    ///
    /// @return the ticket's write and its row in the wave
    static List<Write> continueInLive(Ticket ticket, String liveWave, Condition condition) {
        Stage stage = ticket.nextStage();
        int row = ticket.origin().row();
        Slot slot = stage == Stage.ANALYSED
                ? Slot.ready(liveWave, row, ticket.id())
                : Slot.pending(liveWave, row, ticket.id());
        return List.of(
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
                        .orElseGet(() -> WaveRows.pending(slot, ticket.rev(), stage))));
    }

    /// @return the write of the ticket, and with it those that take its row out of its wave and its unit of
    ///     load off its manager
    static List<Write> withRelease(Ticket ticket, Write write) {
        List<Write> writes = new ArrayList<>();
        writes.add(write);
        ticket.slot().ifPresent(slot -> writes.add(Write.delete(Key.slot(slot))));
        ticket.openAssignment().ifPresent(held -> writes.add(giveBack(held)));
        return writes;
    }

    /// Takes a unit of load off a manager. A manager without load does not have the ticket that the caller
    /// read, so the transaction is refused.
    static Write giveBack(Assignment held) {
        return Write.update(Key.manager(held.officeId(), held.managerId()))
                .add("assigned", -1)
                .add("rev", 1)
                .when(Condition.atLeast("assigned", 1));
    }

    /// @return the priority that orders a manager's queue; 0 without an analysis, which is last
    static int priority(Ticket ticket) {
        return ticket.analysis().map(Analysis::priority).orElse(0);
    }
}
