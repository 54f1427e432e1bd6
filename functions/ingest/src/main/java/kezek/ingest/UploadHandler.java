package kezek.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kezek.execution.ExecutionContext;
import kezek.imports.ImportFile;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import kezek.table.Table;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Takes the event that S3 sends when a file is put below `imports/`. It answers nothing: the import records
/// what became of the file.
public final class UploadHandler implements RequestHandler<S3Event, Void> {

    private final ImportReader reader;

    public UploadHandler() {
        this(System.getenv());
    }

    public UploadHandler(Map<String, String> environment) {
        this(CompositionRoot.of(environment).reader());
    }

    public UploadHandler(
            Settings settings,
            SqsClient sqs,
            S3Client s3,
            Table table,
            Partitioning partitioning,
            ExecutionContext execution) {
        this(CompositionRoot.of(settings, sqs, s3, table, partitioning, execution)
                .reader());
    }

    UploadHandler(ImportReader reader) {
        this.reader = reader;
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value.
    public Void handleRequest(S3Event event, Context context) {
        Log log = Log.of(context);
        // S3 sends an s3:TestEvent without records when the notification is configured.
        List<S3EventNotificationRecord> records =
                Optional.ofNullable(event.getRecords()).orElse(List.of());
        for (S3EventNotificationRecord record : records) {
            Optional<ImportFile> file = UploadedFile.of(record);
            if (file.isEmpty()) {
                log.info("an object that is no file of an import is left alone");
                continue;
            }
            reader.begin(file.get(), () -> Duration.ofMillis(context.getRemainingTimeInMillis()), log);
        }
        return null;
    }
}
