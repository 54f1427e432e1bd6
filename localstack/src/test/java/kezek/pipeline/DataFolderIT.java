package kezek.pipeline;

import static kezek.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A newer version of the code finishes an import that an older one began. The folder of this test was
/// written by the first version that had waves, which was killed while it read a file. It had noted 400
/// of 560 rows and stored 510. Some of these tickets were placed and some analysed, but none was
/// assigned, and their messages were lost with the queues. The expected result is what that version
/// itself makes of the folder when it continues.
///
/// The folder contains the table, the bucket, the event of the file that was being read, and the position
/// in the table's stream. The only record in the stream is dated 2100, because the emulator trims records
/// after 24 hours.
class DataFolderIT {

    private static final String FOLDER = "half-read-import.zip";
    private static final String ASSIGNMENTS = "half-read-import-assignments.csv";
    private static final String IMPORT = "half-read-7364a4";
    private static final String EARLIER_IMPORT = "sample-26c118";
    private static final int TICKETS = 560;
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(1);
    private static final String SWEEP = "{\"detail-type\": \"Scheduled Event\"}";
    private static final Pattern NEXT = Pattern.compile("<[^>]*?(/api/[^>]+)>;\\s*rel=\"next\"");
    private static final Pattern FIRST_THREE_CELLS = Pattern.compile("^((?:[^,\"]*,){2}[^,\"]*),");

    @TempDir
    Path data;

    private Instant nextSweep = Instant.EPOCH;

    @Test
    void importThatAnEarlierVersionHalfRead_isFinishedAsItWouldHaveDone() throws IOException {
        unpack();

        try (Pipeline pipeline =
                Pipeline.start(options -> options.withData(data).withEnvironment("STILL_WAVE", "PT5S"))) {
            eventually(
                    "the rest of the file is read",
                    DEADLINE,
                    () -> file(pipeline).path("state").asText().equals("read"));
            // The messages of the stored tickets are lost, so the sweeper sends them again.
            eventually("every ticket has a manager", DEADLINE, () -> {
                sweep(pipeline);
                return pipeline.importView(IMPORT).at("/stages/ASSIGNED").asInt() == TICKETS;
            });

            assertThat(pipeline.importView(IMPORT).path("state").asText()).isEqualTo("finished");
            assertThat(file(pipeline).path("accepted").asInt()).isEqualTo(TICKETS);
            assertThat(pipeline.importView(EARLIER_IMPORT).path("stages").toString())
                    .isEqualTo("{\"ASSIGNED\":71,\"UNASSIGNED\":1}");
            assertThat(assignments(pipeline)).isEqualTo(expectedAssignments());
            pipeline.checkInvariants();
        }
    }

    private void sweep(Pipeline pipeline) {
        if (Instant.now().isBefore(nextSweep)) {
            return;
        }
        nextSweep = Instant.now().plus(BETWEEN_SWEEPS);
        try {
            pipeline.stack().invoke("SweeperFunction", SWEEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonNode file(Pipeline pipeline) {
        for (JsonNode file : pipeline.importView(IMPORT).path("files")) {
            if (file.path("name").asText().equals("tickets.csv")) {
                return file;
            }
        }
        throw new AssertionError("the import has no tickets.csv: " + pipeline.importView(IMPORT));
    }

    /// @return GUID, office and manager of each ticket
    private static List<String> assignments(Pipeline pipeline) {
        Stream.Builder<String> lines = Stream.builder();
        Optional<String> page = Optional.of("/api/tickets/export?import=" + IMPORT);
        while (page.isPresent()) {
            var response = pipeline.api().get(page.get());
            response.body().lines().skip(1).map(DataFolderIT::firstThreeCells).forEach(lines::add);
            page = response.headers().firstValue("link").flatMap(DataFolderIT::next);
        }
        return lines.build().sorted().toList();
    }

    private static Optional<String> next(String link) {
        Matcher next = NEXT.matcher(link);
        return next.find() ? Optional.of(next.group(1)) : Optional.empty();
    }

    private static String firstThreeCells(String line) {
        Matcher cells = FIRST_THREE_CELLS.matcher(line);
        if (!cells.find()) {
            throw new AssertionError("not a line of the export: " + line);
        }
        return cells.group(1);
    }

    private static List<String> expectedAssignments() throws IOException {
        try (InputStream csv = resource(ASSIGNMENTS)) {
            return new String(csv.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .sorted()
                    .toList();
        }
    }

    private void unpack() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(resource(FOLDER))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = data.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(DataFolderIT.class.getResourceAsStream(name), name);
    }
}
