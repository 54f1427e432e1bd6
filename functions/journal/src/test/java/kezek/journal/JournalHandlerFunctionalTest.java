package kezek.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kezek.figures.DashboardStore;
import kezek.figures.JournalStore;
import kezek.figures.TicketEvent;
import kezek.table.Table;
import kezek.testing.EventFiles;
import kezek.testing.FakeContext;
import kezek.testing.FakeDynamoDb;
import kezek.tickets.Dimension;
import org.junit.jupiter.api.Test;

class JournalHandlerFunctionalTest {

    private static final String TICKET = "83b45f4d-ccdd-384c-9d74-d8efe8717a25";

    private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
    private final JournalStore journal = new JournalStore(new Table(dynamoDb, "tickets"));
    private final DashboardStore dashboard = new DashboardStore(new Table(dynamoDb, "tickets"));
    private final JournalHandler handler = new JournalHandler(journal);
    private final FakeContext context = new FakeContext();

    @Test
    void ticketsWayToItsManager_becomesFourEventsAndOneTicketInTheFigures() {
        StreamsEventResponse response = handler.handleRequest(event("journal-changes.json"), context);

        assertThat(response.getBatchItemFailures()).isEmpty();
        assertThat(journal.events(TICKET))
                .extracting(TicketEvent::type)
                .containsExactly("created", "placed", "analysed", "assigned");
        DashboardStore.Figures figures = dashboard.figures();
        assertThat(figures.total()).isEqualTo(1);
        assertThat(figures.by(Dimension.STAGE)).isEqualTo(Map.of("ASSIGNED", 1L));
        assertThat(figures.by(Dimension.CATEGORY)).isEqualTo(Map.of("Неработоспособность приложения", 1L));
        assertThat(figures.averagePriority()).hasValue(7);
    }

    @Test
    void events_carryNothingThatTheClientSaid() {
        handler.handleRequest(event("journal-changes.json"), context);

        assertThat(dynamoDb.partition("TICKET#" + TICKET))
                .hasSize(4)
                .allSatisfy(item -> assertThat(item.keySet())
                        .isSubsetOf(
                                "PK",
                                "SK",
                                "version",
                                "at",
                                "type",
                                "from",
                                "to",
                                "rev",
                                "officeId",
                                "managerId",
                                "code"));
    }

    @Test
    void redeliveredBatch_changesNothing() {
        handler.handleRequest(event("journal-changes.json"), context);
        List<?> before = dynamoDb.items();

        StreamsEventResponse response = handler.handleRequest(event("journal-changes.json"), context);

        assertThat(response.getBatchItemFailures()).isEmpty();
        assertThat(dynamoDb.items()).isEqualTo(before);
    }

    @Test
    void poisonRecord_isReportedAloneAndItsNeighboursAreCounted() {
        DynamodbEvent batch = event("journal-poison.json");

        StreamsEventResponse response = handler.handleRequest(batch, context);

        assertThat(response.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly(sequenceNumber(batch, 1));
        assertThat(dashboard.figures().total()).isEqualTo(2);
        assertThat(context.logged()).contains(sequenceNumber(batch, 1)).doesNotContain("помогите");
    }

    @Test
    void storeThatIsBusy_sendsTheBatchBackFromItsFirstRecord() {
        DynamodbEvent batch = event("journal-changes.json");
        dynamoDb.answerStatus(503);

        StreamsEventResponse failed = handler.handleRequest(batch, context);
        dynamoDb.answerStatus(0);
        StreamsEventResponse repeated = handler.handleRequest(batch, context);

        assertThat(failed.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly(sequenceNumber(batch, 0));
        assertThat(repeated.getBatchItemFailures()).isEmpty();
        assertThat(dashboard.figures().total()).isEqualTo(1);
    }

    @Test
    void recordThatTheStoreNeverTakes_doesNotTakeItsNeighboursAlong() {
        DynamodbEvent batch = event("journal-changes.json");
        dynamoDb.refuse(request -> request.transactItems().stream()
                .anyMatch(action -> action.put() != null
                        && "EVENT#0000000003"
                                .equals(action.put().item().get("SK").s())));

        StreamsEventResponse response = handler.handleRequest(batch, context);

        assertThat(response.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly(sequenceNumber(batch, 2));
        assertThat(journal.events(TICKET)).extracting(TicketEvent::version).containsExactly(1L, 2L, 4L);
    }

    @Test
    void recordTwiceInOneBatch_isCountedOnce() {
        DynamodbEvent batch = event("journal-changes.json");
        List<DynamodbStreamRecord> records = new ArrayList<>(batch.getRecords());
        records.addAll(batch.getRecords());
        batch.setRecords(records);

        assertThat(handler.handleRequest(batch, context).getBatchItemFailures()).isEmpty();
        assertThat(dashboard.figures().total()).isEqualTo(1);
    }

    /// The events of the ticket are kept back, so that no event there is what stops another one.
    @Test
    void noteThatANewerFileSaysTheSame_isNoEvent_andIsNotCounted() {
        DynamodbEvent batch = event("journal-changes.json");
        DynamodbStreamRecord note = batch.getRecords().getLast();
        note.getDynamodb().setOldImage(note.getDynamodb().getNewImage());
        Map<String, AttributeValue> noted = new HashMap<>(note.getDynamodb().getNewImage());
        noted.put("seenTime", new AttributeValue("2026-03-01T10:30:00.000Z"));
        noted.put("seenRun", new AttributeValue("0123456789abcdef"));
        note.getDynamodb().setNewImage(noted);
        batch.setRecords(List.of(note));

        StreamsEventResponse response = handler.handleRequest(batch, context);

        assertThat(response.getBatchItemFailures()).isEmpty();
        assertThat(dynamoDb.items()).isEmpty();
    }

    @Test
    void deletedTicket_leavesTheFiguresAndKeepsItsTrail() {
        handler.handleRequest(event("journal-deleted.json"), context);

        assertThat(dashboard.figures().total()).isZero();
        assertThat(dynamoDb.items().stream()
                        .filter(item -> item.containsKey("type"))
                        .map(item -> item.get("type").s()))
                .containsExactly("created", "deleted");
    }

    private static String sequenceNumber(DynamodbEvent event, int index) {
        return event.getRecords().get(index).getDynamodb().getSequenceNumber();
    }

    private static DynamodbEvent event(String file) {
        return LambdaEventSerializers.serializerFor(
                        DynamodbEvent.class, JournalHandlerFunctionalTest.class.getClassLoader())
                .fromJson(EventFiles.open(file));
    }
}
