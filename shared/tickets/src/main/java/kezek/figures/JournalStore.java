package kezek.figures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Stage;
import kezek.execution.ExecutionContext;
import kezek.table.Commit;
import kezek.table.Condition;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.Write;
import kezek.tickets.Dimension;

/// The audit trail, and the totals from which every figure of the dashboard comes.
///
/// A change is counted in the transaction that writes its event, and an event is written once. So every count
/// is exact, no matter how often and in which order the stream delivers.
///
/// Thread-safe.
public final class JournalStore {

    /// Each counter is spread over four items, because concurrent transactions on one item conflict.
    static final int SHARDS = 4;

    /// The most changes that one transaction counts.
    static final int MAX_CHANGES = 25;

    private final Table table;
    private final IntSupplier shard;

    public JournalStore(Table table) {
        this(table, ExecutionContext.real());
    }

    /// @param execution its chance decides in which shard a change is counted
    public JournalStore(Table table, ExecutionContext execution) {
        this(table, () -> execution.chance().nextInt(SHARDS));
    }

    JournalStore(Table table, IntSupplier shard) {
        this.table = table;
        this.shard = shard;
    }

    /// Divides changes into parts that fit one transaction each, in order.
    public static List<List<TicketChange>> parts(List<TicketChange> changes) {
        List<List<TicketChange>> parts = new ArrayList<>();
        List<TicketChange> part = new ArrayList<>();
        for (TicketChange change : changes) {
            part.add(change);
            if (part.size() > 1 && !isFitting(part)) {
                parts.add(List.copyOf(part.subList(0, part.size() - 1)));
                part = new ArrayList<>(List.of(change));
            }
        }
        if (!part.isEmpty()) {
            parts.add(List.copyOf(part));
        }
        return List.copyOf(parts);
    }

    private static boolean isFitting(List<TicketChange> part) {
        return part.size() <= MAX_CHANGES && maxActions(part) <= Table.MAX_ACTIONS;
    }

    /// Counts every item that any of the changes touches, even if the changes cancel each other out. A
    /// change that was counted before is dropped from the transaction, and then the others may no longer
    /// cancel out.
    private static int maxActions(List<TicketChange> part) {
        Set<String> items = new HashSet<>();
        for (TicketChange change : part) {
            Totals delta = Totals.of(List.of(change));
            delta.cells().keySet().forEach(cell -> items.add(Key.CELL_PREFIX + cell));
            delta.imports().keySet().forEach(id -> items.add(Key.importPartition(id)));
        }
        return part.size() + 1 + items.size();
    }

    /// Writes the events of changes and counts them. A change whose event exists was counted before and
    /// is skipped.
    ///
    /// @param changes one of [#parts]
    /// @throws kezek.failure.TransientFailure `STORE_BUSY`
    public void record(List<TicketChange> changes) {
        List<TicketChange> left = withoutRepetitions(changes);
        while (!left.isEmpty()) {
            switch (table.commit(writes(left))) {
                case Commit.Done() -> {
                    return;
                }
                case Commit.Lost(List<Commit.Loss> losses) -> left = without(left, losses);
            }
        }
    }

    /// A transaction accepts only one action for each item.
    private static List<TicketChange> withoutRepetitions(List<TicketChange> changes) {
        Map<Key, TicketChange> byEvent = new LinkedHashMap<>();
        changes.forEach(change -> byEvent.putIfAbsent(eventKey(change), change));
        return List.copyOf(byEvent.values());
    }

    /// Only the events have conditions, and they are the first writes of the transaction, in the order of the
    /// changes.
    private static List<TicketChange> without(List<TicketChange> changes, List<Commit.Loss> losses) {
        Set<Integer> counted = losses.stream().map(Commit.Loss::index).collect(Collectors.toSet());
        List<TicketChange> left = new ArrayList<>();
        for (int index = 0; index < changes.size(); index++) {
            if (!counted.contains(index)) {
                left.add(changes.get(index));
            }
        }
        return left;
    }

    private List<Write> writes(Collection<TicketChange> changes) {
        List<Write> writes = new ArrayList<>();
        changes.forEach(change -> writes.add(Write.put(event(change), Condition.isNew())));
        Totals delta = Totals.of(changes);
        int drawn = shard.getAsInt();
        if (!delta.figures().isEmpty()) {
            writes.add(addition(Key.dashboardTotal(drawn), delta.figures()));
        }
        delta.cells()
                .forEach((cell, count) -> writes.add(addition(Key.dashboardCell(drawn, cell), Map.of("n", count))));
        delta.imports().forEach((id, stages) -> writes.add(addition(Key.importTotal(id, drawn), stages)));
        return writes;
    }

    private static Write addition(Key key, Map<String, Long> deltas) {
        Write.UpdateBuilder update = Write.update(key);
        deltas.forEach(update::add);
        return update.always();
    }

    private static Key eventKey(TicketChange change) {
        return Key.event(change.ticketId(), change.version());
    }

    private static Item event(TicketChange change) {
        Item.Builder event = Item.at(eventKey(change))
                .with("version", change.version())
                .with("at", change.at())
                .with("type", ChangeType.of(change).code());
        change.before().ifPresent(before -> event.with("from", before.stage().name()));
        change.after()
                .ifPresent(after -> event.with("to", after.stage().name())
                        .with("officeId", after.value(Dimension.OFFICE).orElse(""))
                        .with("managerId", after.managerId())
                        .with("code", after.problemCode()));
        return event.with(
                        "rev",
                        change.after()
                                .or(change::before)
                                .map(TicketSnapshot::rev)
                                .orElseThrow())
                .build();
    }

    /// @return the trail of a ticket, oldest first; it outlives the ticket
    public List<TicketEvent> events(String ticketId) {
        try (Stream<Item> items = table.query(Key.ticket(ticketId).partition(), Key.EVENT_PREFIX)) {
            return items.map(JournalStore::event).toList();
        }
    }

    private static TicketEvent event(Item item) {
        return new TicketEvent(
                item.number("version"),
                item.instant("at"),
                item.string("type"),
                item.optionalString("from").map(Stage::valueOf),
                item.optionalString("to").map(Stage::valueOf),
                item.integer("rev"),
                item.optionalString("officeId"),
                item.optionalString("managerId"),
                item.optionalString("code"));
    }
}
