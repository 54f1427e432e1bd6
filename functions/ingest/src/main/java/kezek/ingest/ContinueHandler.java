package kezek.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.Map;
import kezek.domain.Failure;
import kezek.execution.ExecutionContext;
import kezek.failure.PermanentFailure;
import kezek.imports.ImportFile;
import kezek.imports.ImportStore;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import kezek.messaging.ContinueImport;
import kezek.messaging.Delivery;
import kezek.messaging.QueueName;
import kezek.messaging.SqsBatch;
import kezek.table.Table;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Goes on with a long file where the slice before ended.
public final class ContinueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final SqsBatch<ContinueImport> batch;
    private final ImportStore imports;
    private final ImportReader reader;

    public ContinueHandler() {
        this(System.getenv());
    }

    public ContinueHandler(Map<String, String> environment) {
        this(CompositionRoot.of(environment));
    }

    public ContinueHandler(
            Settings settings,
            SqsClient sqs,
            S3Client s3,
            Table table,
            Partitioning partitioning,
            ExecutionContext execution) {
        this(CompositionRoot.of(settings, sqs, s3, table, partitioning, execution));
    }

    private ContinueHandler(CompositionRoot root) {
        this(
                SqsBatch.of(QueueName.INGEST, ContinueImport.class, root.settings(), root.sqs(), root.execution()),
                root.imports(),
                root.reader());
    }

    ContinueHandler(SqsBatch<ContinueImport> batch, ImportStore imports, ImportReader reader) {
        this.batch = batch;
        this.imports = imports;
        this.reader = reader;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        Log log = Log.of(context);
        return batch.run(
                event,
                new SqsBatch.Work<>() {
                    @Override
                    public void handle(Delivery<ContinueImport> delivery) {
                        reader.read(
                                find(delivery.message()),
                                () -> Duration.ofMillis(context.getRemainingTimeInMillis()),
                                log);
                    }

                    /// SQS moves the message to the dead-letter queue, and a redrive resumes the file. Until
                    /// then the sweeper finds the file stalled and says so in the import.
                    @Override
                    public void giveUp(ContinueImport rest, Failure reason) {
                        log.warn("the rest of run " + rest.run() + " is given up: " + reason.code());
                    }
                },
                context);
    }

    private ImportFile find(ContinueImport rest) {
        return imports.findFile(rest.importId(), rest.run())
                .orElseThrow(() -> new PermanentFailure(
                        "UNKNOWN_RUN", "run " + rest.run() + " of import " + rest.importId() + " is not stored"));
    }
}
