package kezek.tickets;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import kezek.domain.Address;
import kezek.domain.Assignment;
import kezek.domain.Origin;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.table.FailureItems;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.PlaceItems;
import kezek.table.Timestamps;
import kezek.verdict.Gzip;

/// Converts tickets to items and back. The attributes that lists filter by are at the top level of the item,
/// so that an index can project them.
final class TicketItems {

    /// The indexes spread their entries over eight partitions, because one partition takes only 1,000 writes
    /// a second.
    static final int INDEX_SHARDS = 8;

    static final String NEWEST_PARTITION = "list";
    static final String NEWEST_SORT = "at";
    static final String IMPORT_PARTITION = "importKey";
    static final String IMPORT_SORT = "importAt";
    static final String MANAGER_PARTITION = "managerKey";
    static final String MANAGER_SORT = "managerAt";

    private TicketItems() {}

    static Item newTicket(Ticket ticket) {
        Item.Builder item = Item.at(Key.ticket(ticket.id()))
                .with("id", ticket.id())
                .with("rev", ticket.rev())
                .with("version", ticket.version())
                .with("stage", ticket.stage().name())
                .with("status", ticket.status().name())
                .with("createdAt", ticket.createdAt())
                .with("hash", ticket.content().fingerprint())
                .withAll(content(ticket.content()))
                .withAll(origin(ticket.origin()))
                .withAll(listEntries(ticket));
        ticket.slot().ifPresent(slot -> item.withAll(slot(slot)));
        return item.build();
    }

    /// The rest of a deleted ticket. It keeps an old file from bringing the ticket back, and its versions from
    /// beginning again at 1.
    ///
    /// @param deletedAt replaces the time of the source
    static Item tombstone(Ticket deleted, Instant deletedAt) {
        return Item.at(Key.ticket(deleted.id()))
                .with("id", deleted.id())
                .with("rev", deleted.rev())
                .with("version", deleted.version() + 1)
                .with("stage", Stage.DELETED.name())
                .with("srcTime", deletedAt)
                .build();
    }

    private static Item content(TicketContent content) {
        return Item.fields()
                .with("guid", content.clientGuid())
                .with("gender", content.gender())
                .with("birthDate", content.birthDate())
                .with("description", content.description())
                .with("attachment", content.attachment())
                .with("segment", content.segment())
                .with("country", content.address().country())
                .with("region", content.address().region())
                .with("city", content.address().city())
                .with("street", content.address().street())
                .with("house", content.address().house())
                .build();
    }

    private static Item origin(Origin origin) {
        return Item.fields()
                .with("channel", origin.channel())
                .with("importId", origin.importId())
                .with("run", origin.run())
                .with("row", origin.row())
                .with("srcTime", origin.sourceTime())
                .build();
    }

    private static Item listEntries(Ticket ticket) {
        Origin origin = ticket.origin();
        Item.Builder entries = Item.fields()
                .with(
                        NEWEST_PARTITION,
                        Integer.toString(Math.floorMod(ticket.id().hashCode(), INDEX_SHARDS)))
                .with(NEWEST_SORT, newestSort(ticket));
        if (!origin.importId().isEmpty()) {
            entries.with(IMPORT_PARTITION, importShard(origin.importId(), origin.row() % INDEX_SHARDS))
                    .with(IMPORT_SORT, String.format(Locale.ROOT, "%s#%08d", origin.run(), origin.row()));
        }
        return entries.build();
    }

    private static String newestSort(Ticket ticket) {
        return String.format(
                Locale.ROOT,
                "%s#%08d#%s",
                Timestamps.format(ticket.createdAt()),
                ticket.origin().row(),
                ticket.id());
    }

    static String importShard(String importId, int shard) {
        return importId + "#" + shard;
    }

    static Item slot(Slot slot) {
        return Item.fields()
                .with("slotWave", slot.wave())
                .with("slotKey", Key.slotSort(slot))
                .build();
    }

    static Item assignment(Assignment assignment) {
        return Item.fields()
                .with("managerId", assignment.managerId())
                .with("officeId", assignment.officeId())
                .with(
                        "assignment",
                        Item.fields()
                                .with("managerName", assignment.managerName())
                                .with("officeName", assignment.officeName())
                                .with("assignedAt", assignment.assignedAt())
                                .with("reason", assignment.reason())
                                .build())
                .build();
    }

    /// The entry in a manager's queue. Within a status, the queue has urgent tickets first, and among those of
    /// one priority the one that was assigned first.
    static Item managerEntry(Assignment assignment, Status status, int priority) {
        return Item.fields()
                .with(MANAGER_PARTITION, assignment.managerId())
                .with(
                        MANAGER_SORT,
                        String.format(
                                Locale.ROOT,
                                "%s#%02d#%s",
                                status,
                                99 - priority,
                                Timestamps.format(assignment.assignedAt())))
                .build();
    }

    static Ticket ticket(Item item) {
        return new Ticket(
                item.string("id"),
                readContent(item),
                readOrigin(item),
                item.integer("rev"),
                item.number("version"),
                Stage.valueOf(item.string("stage")),
                Status.valueOf(item.string("status")),
                item.instant("createdAt"),
                item.optionalString("slotWave").map(wave -> Key.slot(wave, item.string("slotKey"))),
                item.map("place").map(PlaceItems::place),
                AnalysisItems.read(item),
                readAssignment(item),
                item.optionalString("hub"),
                item.map("problem").map(FailureItems::failure),
                item.optionalString("failedFrom").map(Stage::valueOf),
                item.bytes("verdict").map(Gzip::unzipped));
    }

    private static TicketContent readContent(Item item) {
        return new TicketContent(
                item.stringOrEmpty("guid"),
                item.stringOrEmpty("gender"),
                item.stringOrEmpty("birthDate"),
                item.stringOrEmpty("description"),
                item.stringOrEmpty("attachment"),
                item.stringOrEmpty("segment"),
                new Address(
                        item.stringOrEmpty("country"),
                        item.stringOrEmpty("region"),
                        item.stringOrEmpty("city"),
                        item.stringOrEmpty("street"),
                        item.stringOrEmpty("house")));
    }

    private static Origin readOrigin(Item item) {
        return new Origin(
                item.stringOrEmpty("channel"),
                item.stringOrEmpty("importId"),
                item.stringOrEmpty("run"),
                Math.toIntExact(item.numberOrZero("row")),
                item.instant("srcTime"));
    }

    private static Optional<Assignment> readAssignment(Item item) {
        return item.map("assignment")
                .map(details -> new Assignment(
                        item.string("managerId"),
                        details.string("managerName"),
                        item.string("officeId"),
                        details.string("officeName"),
                        details.instant("assignedAt"),
                        details.stringOrEmpty("reason")));
    }
}
