package kezek.tickets;

import static kezek.table.Condition.all;
import static kezek.table.Condition.equal;

import java.time.Instant;
import java.util.Optional;
import kezek.domain.Assignment;
import kezek.domain.Edition;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.table.Condition;
import kezek.table.EditionItems;
import kezek.table.Item;
import kezek.table.Key;

/// A ticket as an arrival meets it: alive, or a tombstone of which only id, rev, version and time are left.
public final class StoredTicket {

    private final Item item;

    StoredTicket(Item item) {
        this.item = item;
    }

    public String id() {
        return item.string("id");
    }

    public int rev() {
        return item.integer("rev");
    }

    public long version() {
        return item.number("version");
    }

    public Stage stage() {
        return Stage.valueOf(item.string("stage"));
    }

    /// @return the fingerprint of its content; empty for a tombstone
    public String fingerprint() {
        return item.stringOrEmpty("hash");
    }

    /// @return the run that wrote its content; empty for a tombstone
    public String run() {
        return item.stringOrEmpty("run");
    }

    /// @return the row of that run
    public int row() {
        return Math.toIntExact(item.numberOrZero("row"));
    }

    /// @return the newest edition of its source that says what is stored; of a tombstone the time of the
    ///     deletion
    public Edition newestEdition() {
        return EditionItems.newest(item);
    }

    /// @return that it still has this version, and that no newer source has said the same since
    Condition isAsRead() {
        return all(equal("version", version()), EditionItems.isSeenAsRead(item));
    }

    public Optional<Instant> createdAt() {
        return item.optionalInstant("createdAt");
    }

    Optional<Slot> slot() {
        return item.optionalString("slotWave").map(wave -> Key.slot(wave, item.string("slotKey")));
    }

    /// @return the wave that waits for it, if any
    public Optional<String> wave() {
        return slot().map(Slot::wave);
    }

    /// @return whether it still needs work; false for a tombstone
    public boolean isOpen() {
        return item.stringOrEmpty("status").equals(Status.OPEN.name());
    }

    /// @return the assignment whose unit of load its manager still carries
    Optional<Assignment> openAssignment() {
        return isOpen() ? asTicket().openAssignment() : Optional.empty();
    }

    /// @throws IllegalStateException for a tombstone
    public Ticket asTicket() {
        return TicketItems.ticket(item);
    }
}
