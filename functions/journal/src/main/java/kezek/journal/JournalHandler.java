package kezek.journal;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kezek.execution.ExecutionContext;
import kezek.figures.JournalStore;
import kezek.lambda.Clients;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import kezek.table.Table;

/// Writes an event for each change of a ticket and counts the change.
///
/// The first record that failed is the stream's checkpoint: from there on everything is delivered again, and
/// changes that were counted before are left out. See
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html>.
public final class JournalHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

    private final JournalStore journal;

    public JournalHandler() {
        this(System.getenv());
    }

    public JournalHandler(Map<String, String> environment) {
        this(table(new Settings(environment)), ExecutionContext.real());
    }

    public JournalHandler(Table table, ExecutionContext execution) {
        this(new JournalStore(table, execution));
    }

    JournalHandler(JournalStore journal) {
        this.journal = journal;
    }

    private static Table table(Settings settings) {
        return new Table(Clients.dynamoDb(settings), settings.required("TABLE_NAME"));
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        List<DynamodbStreamRecord> records = event.getRecords();
        Optional<String> firstFailed = new BatchJournal(journal, Log.of(context)).firstFailed(records);
        return StreamsEventResponse.builder()
                .withBatchItemFailures(
                        firstFailed.map(JournalHandler::failure).stream().toList())
                .build();
    }

    private static BatchItemFailure failure(String sequenceNumber) {
        return BatchItemFailure.builder().withItemIdentifier(sequenceNumber).build();
    }
}
