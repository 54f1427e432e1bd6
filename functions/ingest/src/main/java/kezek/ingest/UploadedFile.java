package kezek.ingest;

import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import kezek.domain.Sha256;
import kezek.imports.ImportFile;
import kezek.waves.RowCounts;

/// Reads from an S3 event which run of which import it describes.
final class UploadedFile {

    private static final String FOLDER = "imports/";
    private static final int RUN_BYTES = 8;

    private UploadedFile() {}

    /// @return empty for an object that is no file of an import: outside the folder, or an attachment
    static Optional<ImportFile> of(S3EventNotificationRecord event) {
        S3ObjectEntity object = event.getS3().getObject();
        String key = object.getUrlDecodedKey();
        List<String> path = List.of(key.split("/"));
        if (!key.startsWith(FOLDER)
                || path.size() < 2
                || path.size() > 3
                || path.get(1).isBlank()) {
            return Optional.empty();
        }
        String run = run(key, object.getSequencer());
        Instant eventTime = Instant.ofEpochMilli(event.getEventTime().getMillis());
        return Optional.of(new ImportFile(
                importId(path, run),
                run,
                key,
                object.geteTag(),
                object.getSequencer(),
                eventTime,
                Optional.empty(),
                ImportFile.State.READING,
                0,
                RowCounts.NONE,
                Optional.empty(),
                List.of(),
                eventTime));
    }

    /// A file directly below `imports/` is an import of its own.
    private static String importId(List<String> path, String run) {
        return path.size() == 3 ? path.get(1) : path.get(1).replaceFirst("\\.csv$", "") + "-" + run.substring(0, 8);
    }

    /// A run is one version of one object, so an event that is delivered twice describes the same run.
    private static String run(String key, String sequencer) {
        byte[] hash = Sha256.digest().digest((key + "\n" + sequencer).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, RUN_BYTES);
    }
}
