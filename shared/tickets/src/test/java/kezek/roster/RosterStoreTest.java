package kezek.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import kezek.domain.Edition;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Workload;
import kezek.table.Table;
import kezek.testing.FakeDynamoDb;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

class RosterStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
    private final RosterStore rosters = new RosterStore(new Table(dynamoDb, "table"));

    @Test
    void fileThatEndsWhileTheRosterIsRead_leavesTheOlderRevision_soThatNoPlanOnBothIsCommitted() {
        publish("first", 1);
        long before = rosters.load().rev();
        RosterStore slow = new RosterStore(new Table(new TwoPages(() -> publish("second", 2)), "table"));

        RosterSnapshot mixture = slow.load();

        assertThat(mixture.managers()).extracting(Manager::baseline).containsExactly(1);
        assertThat(mixture.rev()).isEqualTo(before);
        assertThat(rosters.load().rev()).isEqualTo(before + 1);
        assertThat(rosters.load().managers()).extracting(Manager::baseline).containsExactly(2);
    }

    private void publish(String run, int baseline) {
        rosters.beginLoading(run, NOW);
        rosters.save(
                new Manager(
                        new ManagerProfile("m1", "o1", "Астана", "Асель", "", Set.of(), 1), Workload.initial(baseline)),
                new Edition(NOW.plusSeconds(baseline), run));
        rosters.finishLoading(run);
    }

    /// Answers a query in two pages, managers first, and lets somebody else in between.
    private final class TwoPages implements DynamoDbClient {

        private static final String SECOND_PAGE = "META";

        private final Runnable other;

        TwoPages(Runnable other) {
            this.other = other;
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            return dynamoDb.getItem(request);
        }

        @Override
        public QueryResponse query(QueryRequest request) {
            if (request.hasExclusiveStartKey()) {
                QueryRequest whole = request.toBuilder().exclusiveStartKey(null).build();
                return QueryResponse.builder()
                        .items(rows(whole, key -> key.compareTo(SECOND_PAGE) >= 0))
                        .build();
            }
            List<Map<String, AttributeValue>> first = rows(request, key -> key.compareTo(SECOND_PAGE) < 0);
            other.run();
            return QueryResponse.builder()
                    .items(first)
                    .lastEvaluatedKey(Map.of("PK", AttributeValue.fromS("ROSTER")))
                    .build();
        }

        private List<Map<String, AttributeValue>> rows(QueryRequest request, Predicate<String> isOnPage) {
            return dynamoDb.query(request).items().stream()
                    .filter(item -> isOnPage.test(item.get("SK").s()))
                    .toList();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
