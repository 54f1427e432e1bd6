package kezek.pipeline;

import static kezek.local.Eventually.eventually;
import static kezek.pipeline.Items.key;
import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kezek.verdict.Gzip;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The invariants that hold after crashes, duplicates, concurrent planners and conflicting imports;
/// docs/design.md lists them in "Invariants".
public final class Invariants {

    private static final List<String> DIMENSIONS =
            List.of("officeId", "segment", "category", "sentiment", "language", "stage", "status");
    private static final List<String> HUBS = List.of("Астана", "Алматы");
    private static final Set<String> VIP_SEGMENTS = Set.of("VIP", "Priority");
    private static final Set<String> CHIEFS = Set.of("Главный специалист", "Глав спец");

    private final Items items;

    private Invariants(Items items) {
        this.items = items;
    }

    /// Waits until the stream is drained, and then checks every item of the table.
    static void check(DynamoDbClient dynamoDb, String table) {
        eventually(
                "every change is in the journal",
                () -> Items.read(dynamoDb, table).isJournalDrained());
        Items items = Items.read(dynamoDb, table);
        checkAtRest(items);
        new Invariants(items).hardFiltersHold();
    }

    /// Checks every item of a table whose stream is drained. Does not check that managers are eligible
    /// for their tickets, because a later roster may change that.
    public static void checkAtRest(Items items) {
        Invariants invariants = new Invariants(items);
        invariants.ticketsSayWhereTheyAre();
        invariants.tombstonesSayNothingElse();
        invariants.queuesOfManagersAreTheirTickets();
        invariants.ticketsAndRowsOfWavesBelongTogether();
        invariants.loadsAreTheOpenTickets();
        invariants.hubsTakeTurns();
        invariants.eventsAreGapless();
        invariants.totalsEqualARecount();
        invariants.everyRowOfAReadFileIsAccountedFor();
    }

    private void ticketsSayWhereTheyAre() {
        for (var ticket : items.tickets()) {
            switch (text(ticket, "stage")) {
                case "ASSIGNED" ->
                    assertThat(ticket).as(key(ticket)).containsKeys("managerId", "officeId", "assignment", "verdict");
                case "UNASSIGNED" -> {
                    assertThat(ticket).as(key(ticket)).containsKey("verdict").doesNotContainKeys("managerId");
                    assertThat(ticket.get("problem").m().get("code").s())
                            .as(key(ticket))
                            .isNotBlank();
                }
                case "FAILED" ->
                    assertThat(ticket.get("problem").m().get("code").s())
                            .as(key(ticket))
                            .isNotBlank();
                default -> assertThat(ticket).as(key(ticket)).doesNotContainKey("managerId");
            }
        }
    }

    private void tombstonesSayNothingElse() {
        for (var tombstone : items.tombstones()) {
            assertThat(tombstone.keySet())
                    .as(key(tombstone))
                    .containsExactlyInAnyOrder("PK", "SK", "id", "rev", "version", "stage", "srcTime");
        }
    }

    /// The index lists each manager's tickets: open ones before closed ones, and urgent ones first.
    private void queuesOfManagersAreTheirTickets() {
        for (var ticket : items.tickets()) {
            boolean isAssigned = text(ticket, "stage").equals("ASSIGNED");
            assertThat(text(ticket, "managerKey")).as(key(ticket)).isEqualTo(text(ticket, "managerId"));
            assertThat(text(ticket, "managerAt"))
                    .as(key(ticket))
                    .matches(
                            isAssigned ? text(ticket, "status") + "#" + (99 - number(ticket, "priority")) + "#.+" : "");
        }
    }

    /// A ticket that is not finished has exactly one row, that of its slot. Other tickets have none.
    private void ticketsAndRowsOfWavesBelongTogether() {
        List<String> slots = new ArrayList<>();
        for (var ticket : items.tickets()) {
            String prefix = switch (text(ticket, "stage")) {
                case "NEW", "PLACED" -> "P#";
                case "ANALYSED", "UNASSIGNED" -> "R#";
                default -> "";
            };
            if (prefix.isEmpty() || !text(ticket, "status").equals("OPEN")) {
                assertThat(ticket).as(key(ticket)).doesNotContainKeys("slotWave", "slotKey");
            } else {
                assertThat(text(ticket, "slotKey")).as(key(ticket)).startsWith(prefix);
                slots.add("WAVE#" + text(ticket, "slotWave") + " " + text(ticket, "slotKey"));
            }
        }
        assertThat(items.like("WAVE#", "").stream().map(Items::key))
                .as("rows of waves")
                .containsExactlyInAnyOrderElementsOf(slots);
    }

    private void loadsAreTheOpenTickets() {
        Map<String, Long> open = items.tickets().stream()
                .filter(ticket -> text(ticket, "stage").equals("ASSIGNED")
                        && text(ticket, "status").equals("OPEN"))
                .collect(Collectors.groupingBy(ticket -> text(ticket, "managerId"), Collectors.counting()));
        for (var manager : items.managers()) {
            assertThat(number(manager, "assigned"))
                    .as("assigned of " + key(manager))
                    .isEqualTo(open.getOrDefault(text(manager, "id"), 0L));
        }
        assertThat(items.managers().stream().map(manager -> text(manager, "id")))
                .as("managers")
                .containsAll(open.keySet());
    }

    /// A manager keeps a closed ticket after any later change of its data.
    private void hardFiltersHold() {
        Map<String, Map<String, AttributeValue>> managers =
                items.managers().stream().collect(Collectors.toMap(manager -> text(manager, "id"), manager -> manager));
        for (var ticket : items.tickets()) {
            if (!text(ticket, "stage").equals("ASSIGNED")
                    || isAgainstTheRules(ticket)
                    || isCorrectedAndClosed(ticket)) {
                continue;
            }
            Map<String, AttributeValue> manager = managers.get(text(ticket, "managerId"));
            assertThat(isEligible(manager, ticket))
                    .as(key(manager) + " may have " + key(ticket))
                    .isTrue();
            assertThat(text(ticket, "officeId")).as(key(ticket)).isEqualTo(text(manager, "officeId"));
        }
    }

    private static boolean isCorrectedAndClosed(Map<String, AttributeValue> ticket) {
        return text(ticket, "status").equals("CLOSED")
                && ticket.containsKey("analysis")
                && ticket.get("analysis").m().containsKey("correction");
    }

    /// A person overrode the rules and gave a reason.
    public static boolean isAgainstTheRules(Map<String, AttributeValue> ticket) {
        String verdict = Gzip.unzipped(ticket.get("verdict").b().asByteArray());
        return verdict.contains("\"override\":true") && !verdict.contains("\"reason\":\"\"");
    }

    /// The hard filters of the original task, written a second time here.
    public static boolean isEligible(Map<String, AttributeValue> manager, Map<String, AttributeValue> ticket) {
        Set<String> skills =
                manager.containsKey("skills") ? Set.copyOf(manager.get("skills").ss()) : Set.of();
        String language = text(ticket, "language");
        boolean isForVip = VIP_SEGMENTS.contains(text(ticket, "segment"));
        boolean isForChief = text(ticket, "category").equals("Смена данных");
        return (!isForVip || skills.contains("VIP"))
                && (!isForChief || CHIEFS.contains(text(manager, "position")))
                && (language.equals("RU") || skills.contains(language));
    }

    /// A ticket's content takes at most one turn. Replacing the content or deleting the ticket loses the
    /// turn. So the turns that tickets have and those that may be lost limit the number of decisions. If
    /// none was lost, the number is exact.
    private void hubsTakeTurns() {
        long decisions = items.like("ROSTER", "HUB").stream()
                .mapToLong(hub -> number(hub, "n"))
                .sum();
        long lost = items.tickets().stream()
                        .mapToLong(ticket -> number(ticket, "rev") - 1)
                        .sum()
                + items.tombstones().stream()
                        .mapToLong(tombstone -> number(tombstone, "rev"))
                        .sum();
        Map<String, Long> byHub = items.tickets().stream()
                .filter(ticket -> ticket.containsKey("hub"))
                .collect(Collectors.groupingBy(ticket -> text(ticket, "hub"), Collectors.counting()));
        long taken = byHub.values().stream().mapToLong(Long::longValue).sum();
        assertThat(taken).as("hub decisions on tickets").isBetween(decisions - lost, decisions);
        for (int turn = 0; turn < HUBS.size(); turn++) {
            String hub = HUBS.get(turn);
            long ofThisHub = (decisions + 1 - turn) / 2;
            long onTickets = items.like("ROSTER", "OFFICE#").stream()
                    .filter(office -> text(office, "name").equals(hub))
                    .mapToLong(office -> byHub.getOrDefault(text(office, "id"), 0L))
                    .sum();
            assertThat(onTickets).as("decisions for " + hub).isBetween(ofThisHub - lost, ofThisHub);
        }
    }

    private void eventsAreGapless() {
        Map<String, List<Long>> versions = items.like("TICKET#", "EVENT#").stream()
                .collect(Collectors.groupingBy(
                        event -> text(event, "PK"),
                        Collectors.mapping(event -> number(event, "version"), Collectors.toList())));
        for (var ticket : items.like("TICKET#", "TICKET")) {
            assertThat(versions.get(text(ticket, "PK")))
                    .as("events of " + key(ticket))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, (int) number(ticket, "version"))
                            .mapToObj(version -> (long) version)
                            .toList());
        }
    }

    private void totalsEqualARecount() {
        Map<String, Long> figures = new TreeMap<>();
        Map<String, Long> cells = new TreeMap<>();
        Map<String, Long> stagesOfImports = new TreeMap<>();
        for (var ticket : items.tickets()) {
            figures.merge("total", 1L, Long::sum);
            if (ticket.containsKey("priority")) {
                figures.merge("prioritySum", number(ticket, "priority"), Long::sum);
                figures.merge("priorityCount", 1L, Long::sum);
            }
            DIMENSIONS.stream()
                    .filter(ticket::containsKey)
                    .forEach(name -> figures.merge(name + "#" + encoded(text(ticket, name)), 1L, Long::sum));
            String cell = DIMENSIONS.stream()
                    .map(name -> ticket.containsKey(name) ? encoded(text(ticket, name)) : "-")
                    .collect(Collectors.joining("#", "CELL#", ""));
            cells.merge(cell, 1L, Long::sum);
            String stageOfImport = "IMPORT#" + text(ticket, "importId") + " ";
            stagesOfImports.merge(stageOfImport + text(ticket, "stage"), 1L, Long::sum);
            if (text(ticket, "status").equals("CLOSED")) {
                stagesOfImports.merge(stageOfImport + "CLOSED_" + text(ticket, "stage"), 1L, Long::sum);
            }
        }
        assertThat(sumsByAttribute(items.like("CUBE#", "TOTAL"), ""))
                .as("totals")
                .isEqualTo(figures);
        assertThat(cellSums()).as("cells").isEqualTo(cells);
        assertThat(stageSums()).as("stages of imports").isEqualTo(stagesOfImports);
    }

    private static String encoded(String value) {
        return value.replace("%", "%25").replace("#", "%23").replace(".", "%2E");
    }

    private static Map<String, Long> sumsByAttribute(
            Collection<Map<String, AttributeValue>> shards, String prefixOfName) {
        Map<String, Long> sums = new TreeMap<>();
        for (var shard : shards) {
            shard.forEach((name, value) -> {
                if (value.n() != null) {
                    sums.merge(prefixOfName + name, Long.parseLong(value.n()), Long::sum);
                }
            });
        }
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    private Map<String, Long> cellSums() {
        Map<String, Long> sums = new TreeMap<>();
        items.like("CUBE#", "CELL#").forEach(cell -> sums.merge(text(cell, "SK"), number(cell, "n"), Long::sum));
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    private Map<String, Long> stageSums() {
        Map<String, Long> sums = new TreeMap<>();
        items.like("IMPORT#", "TOTAL#").stream()
                .collect(Collectors.groupingBy(shard -> text(shard, "PK")))
                .forEach((partition, shards) -> sums.putAll(sumsByAttribute(shards, partition + " ")));
        return sums;
    }

    private void everyRowOfAReadFileIsAccountedFor() {
        for (var file : items.like("IMPORT#", "FILE#")) {
            if (!text(file, "state").equals("READ")) {
                continue;
            }
            long outcomes = outcomes(file)
                    + items.like(text(file, "PK"), "WAVE#" + text(file, "run") + "#").stream()
                            .mapToLong(Invariants::outcomes)
                            .sum();
            assertThat(outcomes).as("outcomes of the rows of " + key(file)).isEqualTo(number(file, "position"));
        }
    }

    private static long outcomes(Map<String, AttributeValue> item) {
        return Stream.of("accepted", "unchanged", "rejected")
                .mapToLong(name -> number(item, name))
                .sum();
    }
}
