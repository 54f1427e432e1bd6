package kezek.pipeline;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/// The items of the table, read without the stores, so that tests do not depend on the code they test.
public record Items(List<Map<String, AttributeValue>> all) {

    public static Items read(DynamoDbClient dynamoDb, String table) {
        ScanRequest scan =
                ScanRequest.builder().tableName(table).consistentRead(true).build();
        return new Items(dynamoDb.scanPaginator(scan).items().stream()
                .sorted(Comparator.comparing(Items::key))
                .toList());
    }

    public static String key(Map<String, AttributeValue> item) {
        return item.get("PK").s() + " " + item.get("SK").s();
    }

    public static String text(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s).orElse("");
    }

    public static long number(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name))
                .map(value -> Long.parseLong(value.n()))
                .orElse(0L);
    }

    /// @return the items whose keys have these prefixes of the partition key and the sort key
    public List<Map<String, AttributeValue>> like(String partition, String sort) {
        return all.stream()
                .filter(item -> text(item, "PK").startsWith(partition)
                        && text(item, "SK").startsWith(sort))
                .toList();
    }

    /// @return tickets that are not deleted
    public List<Map<String, AttributeValue>> tickets() {
        return like("TICKET#", "TICKET").stream()
                .filter(ticket -> !text(ticket, "stage").equals("DELETED"))
                .toList();
    }

    /// @return tombstones of deleted tickets
    public List<Map<String, AttributeValue>> tombstones() {
        return like("TICKET#", "TICKET").stream()
                .filter(ticket -> text(ticket, "stage").equals("DELETED"))
                .toList();
    }

    public List<Map<String, AttributeValue>> managers() {
        return like("ROSTER", "MANAGER#");
    }

    /// @return the manager's id of each ticket, or its stage if it has none, by the client's GUID
    Map<String, String> assignments() {
        Map<String, String> assignments = new TreeMap<>();
        for (var ticket : tickets()) {
            String stage = text(ticket, "stage");
            assignments.put(text(ticket, "guid"), stage.equals("ASSIGNED") ? text(ticket, "managerId") : stage);
        }
        return assignments;
    }

    /// @return whether the journal contains every change of every ticket
    boolean isJournalDrained() {
        long versions = like("TICKET#", "TICKET").stream()
                .mapToLong(ticket -> number(ticket, "version"))
                .sum();
        return like("TICKET#", "EVENT#").size() >= versions;
    }

    /// @return whether every open ticket has come as far as it can
    boolean isThrough() {
        return like("WAVE#", "P#").isEmpty()
                && tickets().stream()
                        .filter(ticket -> text(ticket, "status").equals("OPEN"))
                        .noneMatch(
                                ticket -> List.of("NEW", "PLACED", "ANALYSED").contains(text(ticket, "stage")));
    }
}
