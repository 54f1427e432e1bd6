package kezek.figures;

import static kezek.figures.TicketSnapshots.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import kezek.domain.Stage;
import kezek.imports.ImportRecord;
import kezek.imports.ImportStore;
import kezek.table.Key;
import kezek.table.Table;
import kezek.testing.TestTable;
import kezek.tickets.Dimension;
import kezek.tickets.TicketFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the journal counts, whatever table it counts in.
public abstract class JournalStoreContract {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private TestTable dynamoDb;
    private Table table;
    private JournalStore journal;
    private DashboardStore dashboard;

    /// Called before each test.
    protected abstract TestTable newTable();

    @BeforeEach
    void open() {
        dynamoDb = newTable();
        table = new Table(dynamoDb.client(), dynamoDb.name());
        journal = new JournalStore(table);
        dashboard = new DashboardStore(table);
    }

    @Test
    void changes_becomeEventsAndCounts() {
        journal.record(List.of(created("t1"), placed("t1"), created("t2")));

        assertThat(journal.events("t1"))
                .extracting(TicketEvent::version, TicketEvent::type, TicketEvent::at)
                .containsExactly(tuple(1L, "created", NOW), tuple(2L, "placed", NOW));
        assertThat(dashboard.figures().total()).isEqualTo(2);
        assertThat(dashboard.figures().by(Dimension.STAGE)).isEqualTo(Map.of("NEW", 1L, "PLACED", 1L));
    }

    @Test
    void changeDeliveredAgainAmongNewOnes_isCountedOnce() {
        journal.record(List.of(created("t1"), created("t2")));

        journal.record(List.of(created("t2"), created("t3"), created("t1"), created("t3")));

        assertThat(dashboard.figures().total()).isEqualTo(3);
        assertThat(dashboard.count(
                        TicketFilter.NONE.with(Dimension.STAGE, "NEW").with(Dimension.STATUS, "OPEN")))
                .isEqualTo(3);
    }

    @Test
    void onlyRepetitions_writeNothing() {
        journal.record(List.of(created("t1")));
        List<?> before = dynamoDb.items();

        journal.record(List.of(created("t1")));

        assertThat(dynamoDb.items()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shuffledAndRepeatedDelivery_countsLikeARecount(long seed) {
        Random random = new Random(seed);
        List<TicketChange> history = new ArrayList<>();
        Totals recount = new Totals();
        for (int ticket = 0; ticket < 40; ticket++) {
            recount.add(live(history, "t" + ticket, random), 1);
        }
        List<TicketChange> delivered = new ArrayList<>(history);
        delivered.addAll(history.subList(0, history.size() / 2));
        Collections.shuffle(delivered, random);

        JournalStore.parts(delivered).forEach(journal::record);

        assertThat(cells()).as("seed " + seed).isEqualTo(recount.cells());
        assertThat(dashboard.figures().total())
                .isEqualTo(recount.figures().get(Totals.TOTAL))
                .isLessThan(40);
    }

    /// Lets a ticket live through some stages, perhaps to its deletion.
    private static TicketSnapshot live(List<TicketChange> history, String id, Random random) {
        List<String> stages =
                List.of("NEW", "PLACED", "ANALYSED", "ASSIGNED", "ASSIGNED CLOSED", "ANALYSED", "ASSIGNED", "DELETED");
        Optional<TicketSnapshot> before = Optional.empty();
        int steps = 1 + random.nextInt(stages.size());
        for (int step = 0; step < steps; step++) {
            TicketSnapshot after = ticket(
                    id,
                    step + 1,
                    stages.get(step).split(" ")[0],
                    "status",
                    stages.get(step).endsWith("CLOSED") ? "CLOSED" : "OPEN",
                    "segment",
                    random.nextBoolean() ? "VIP" : "Mass",
                    "importId",
                    "i" + random.nextInt(3));
            history.add(TicketChange.of(NOW, before, Optional.of(after)));
            before = Optional.of(after);
        }
        return before.orElseThrow();
    }

    private Map<String, Long> cells() {
        Map<String, Long> cells = new TreeMap<>();
        dynamoDb.items().stream()
                .filter(item -> item.get("SK").s().startsWith(Key.CELL_PREFIX))
                .forEach(item -> cells.merge(
                        item.get("SK").s().substring(Key.CELL_PREFIX.length()),
                        Long.parseLong(item.get("n").n()),
                        Long::sum));
        cells.values().removeIf(count -> count == 0);
        return cells;
    }

    @Test
    void parts_fitOneTransactionEach() {
        List<TicketChange> plain =
                IntStream.range(0, 60).mapToObj(n -> created("t" + n)).toList();
        List<TicketChange> spread = IntStream.range(0, 60)
                .mapToObj(n -> TicketChange.of(
                        NOW,
                        Optional.of(ticket("t" + n, 1, "NEW", "segment", "a" + n, "importId", "i" + n)),
                        Optional.of(ticket("t" + n, 2, "PLACED", "segment", "b" + n, "importId", "j" + n))))
                .toList();

        assertThat(JournalStore.parts(plain)).extracting(List::size).containsExactly(25, 25, 10);
        List<List<TicketChange>> parts = JournalStore.parts(spread);
        assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(spread);
        parts.forEach(journal::record);
        assertThat(dashboard.figures().by(Dimension.STAGE)).isEqualTo(Map.of("NEW", -60L, "PLACED", 60L));
    }

    @Test
    void importTotals_areReadByTheImport() {
        ImportStore imports = new ImportStore(table);
        imports.create("march", NOW);

        journal.record(List.of(created("t1"), placed("t1"), created("t2")));

        assertThat(imports.find("march").orElseThrow().stages()).isEqualTo(Map.of("NEW", 1L, "PLACED", 1L));
        assertThat(imports.findSummaries(List.of("march", "unknown")))
                .singleElement()
                .extracting(ImportRecord::stages)
                .isEqualTo(Map.of("NEW", 1L, "PLACED", 1L));
    }

    @Test
    void closedTicket_staysCounted_andTheImportKnowsThatItIsClosed() {
        ImportStore imports = new ImportStore(table);
        imports.create("march", NOW);
        TicketSnapshot open = ticket("t1", 1, "NEW", "importId", "march");
        TicketSnapshot closed = ticket("t1", 2, "NEW", "importId", "march", "status", "CLOSED");
        TicketSnapshot reopened = ticket("t1", 3, "NEW", "importId", "march");

        journal.record(List.of(change(Optional.empty(), open), change(Optional.of(open), closed)));
        ImportRecord whileClosed = imports.find("march").orElseThrow();
        journal.record(List.of(change(Optional.of(closed), reopened)));
        ImportRecord whileOpen = imports.find("march").orElseThrow();
        journal.record(List.of(change(Optional.of(reopened), ticket("t1", 4, "DELETED"))));

        assertThat(whileClosed.stages()).isEqualTo(Map.of("NEW", 1L));
        assertThat(whileClosed.open(Stage.NEW)).isZero();
        assertThat(whileOpen.open(Stage.NEW)).isEqualTo(1);
        assertThat(imports.find("march").orElseThrow().stages()).isEmpty();
        assertThat(dashboard.figures().total()).isZero();
        assertThat(journal.events("t1"))
                .extracting(TicketEvent::type)
                .containsExactly("created", "closed", "reopened", "deleted");
    }

    private static TicketChange change(Optional<TicketSnapshot> before, TicketSnapshot after) {
        return TicketChange.of(NOW, before, Optional.of(after));
    }

    @Test
    void count_withAnyFilter_isTheNumberOfTickets() {
        record Case(TicketFilter filter, long expected) {}
        journal.record(List.of(
                analysed("t1", "o1", "VIP", "RU"),
                analysed("t2", "o1", "Mass", "KZ"),
                analysed("t3", "o2", "VIP", "RU"),
                analysed("t4", "o1", "VIP", "ENG")));
        TicketFilter office = TicketFilter.NONE.with(Dimension.OFFICE, "o1");

        assertThat(List.of(
                        new Case(TicketFilter.NONE, 4),
                        new Case(office, 3),
                        new Case(office.with(Dimension.SEGMENT, "VIP"), 2),
                        new Case(office.with(Dimension.LANGUAGE, "KZ"), 1),
                        new Case(
                                TicketFilter.NONE.with(Dimension.SEGMENT, "VIP").with(Dimension.LANGUAGE, "RU"), 2),
                        new Case(office.with(Dimension.SEGMENT, "Priority"), 0),
                        new Case(TicketFilter.NONE.with(Dimension.SEGMENT, "Priority"), 0)))
                .allSatisfy(each -> assertThat(dashboard.count(each.filter())).isEqualTo(each.expected()));
    }

    private static TicketChange analysed(String id, String office, String segment, String language) {
        return TicketChange.of(
                NOW,
                Optional.empty(),
                Optional.of(ticket(
                        id,
                        1,
                        "ASSIGNED",
                        "officeId",
                        office,
                        "segment",
                        segment,
                        "language",
                        language,
                        "priority",
                        "4")));
    }

    private static TicketChange created(String id) {
        return TicketChange.of(NOW, Optional.empty(), Optional.of(ticket(id, 1, "NEW", "importId", "march")));
    }

    private static TicketChange placed(String id) {
        return TicketChange.of(
                NOW,
                Optional.of(ticket(id, 1, "NEW", "importId", "march")),
                Optional.of(ticket(id, 2, "PLACED", "importId", "march")));
    }
}
