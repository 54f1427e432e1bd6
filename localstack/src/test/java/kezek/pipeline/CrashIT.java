package kezek.pipeline;

import static kezek.local.Eventually.eventually;
import static kezek.pipeline.Pipeline.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import kezek.local.LocalDeploymentOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the functions as child JVMs from their zips and kills one of each while the sample is imported.
class CrashIT {

    /// In the order in which a ticket passes them.
    private static final List<String> FUNCTIONS =
            List.of("IngestFunction", "GeocodeFunction", "ClassifyFunction", "AssignFunction", "JournalFunction");

    /// The messages of a killed function are redelivered after 8 s and not after six times its timeout.
    private static final String SHORT_VISIBILITY = "VisibilityTimeout: 8";

    @TempDir
    Path folder;

    @Test
    void killedChildOfEachFunction_changesNothingInTheEnd() throws IOException {
        Map<String, String> expected = Reference.assignments();
        try (Pipeline pipeline = Pipeline.start(options())) {
            ConcurrentLinkedQueue<String> killed = new ConcurrentLinkedQueue<>();
            try (ExecutorService killers = Executors.newVirtualThreadPerTaskExecutor()) {
                FUNCTIONS.forEach(function -> killers.submit(() -> {
                    killFirst(pipeline, function);
                    killed.add(function);
                }));
                pipeline.uploadSample("crash");
                eventually(
                        "each function lost a child", Duration.ofSeconds(60), () -> killed.size() == FUNCTIONS.size());
            }
            pipeline.awaitImport("crash", "finished");

            assertThat(pipeline.awaitAssignments(Reference.TICKETS)).isEqualTo(expected);
            pipeline.checkInvariants();
        }
    }

    /// Kills the first process that appears. No function is started ahead, so an event started this one.
    private static void killFirst(Pipeline pipeline, String function) {
        List<ProcessHandle> children = pipeline.stack().processes(function);
        while (children.isEmpty() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            children = pipeline.stack().processes(function);
        }
        children.getFirst().destroyForcibly();
    }

    private LocalDeploymentOptions options() throws IOException {
        String template = Files.readString(ROOT.resolve("template.yaml"))
                .replace("CodeUri: functions/", "CodeUri: " + ROOT + "/functions/");
        String impatient =
                Pattern.compile("VisibilityTimeout: \\d+").matcher(template).replaceAll(SHORT_VISIBILITY);
        assertThat(impatient).contains(SHORT_VISIBILITY);
        return Pipeline.options(Files.writeString(folder.resolve("template.yaml"), impatient))
                .withCache(folder.resolve("cache"));
    }
}
