package kezek.tickets;

import kezek.table.Index;

/// The indexes of tickets that are read. Both are divided into [TicketItems#INDEX_SHARDS] partitions, because
/// one partition accepts only 1,000 writes a second.
final class TicketIndexes {

    /// All tickets, by time of creation.
    static final Index NEWEST = new Index("newest", TicketItems.NEWEST_PARTITION, TicketItems.NEWEST_SORT);

    /// The tickets of each import, in the order of its files.
    static final Index IMPORT = new Index("import", TicketItems.IMPORT_PARTITION, TicketItems.IMPORT_SORT);

    private TicketIndexes() {}
}
