package kezek.ingest;

import static kezek.world.World.IMPORT;
import static kezek.world.World.RUN;
import static kezek.world.World.WAVE;
import static kezek.world.World.id;
import static kezek.world.World.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kezek.domain.Failure;
import kezek.imports.ImportFile;
import kezek.testing.EventFiles;
import kezek.waves.RowCounts;
import kezek.waves.WaveStore;
import kezek.world.FakeBucket;
import kezek.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The first of the two rows of `events/tickets.csv` is read; the message is about the rest.
class ContinueHandlerFunctionalTest {

    private static final String EVENT = "continue.json";
    private static final String KEY = "imports/sample/tickets.csv";

    private final World world = new World();
    private final FakeBucket bucket = new FakeBucket();

    @BeforeEach
    void readOneRow() throws IOException {
        String etag = bucket.put(KEY, Files.readAllBytes(EventFiles.path("tickets.csv")));
        world.imports.create(IMPORT, World.NOW);
        ImportFile begun = world.imports.begin(new ImportFile(
                IMPORT,
                RUN,
                KEY,
                etag,
                "01",
                World.NOW,
                Optional.empty(),
                ImportFile.State.READING,
                0,
                RowCounts.NONE,
                Optional.empty(),
                List.of(),
                World.NOW));
        world.openWave();
        world.add(1);
        world.imports.advance(begun, 1, new RowCounts(1, 0, 0, 0), World.NOW);
    }

    @Test
    void restOfTheFile_isStored_andItsWaveSealed() {
        assertThat(handle(World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.messages.take()).containsExactly(message("geocode", id(2), 1));
        assertThat(file().state()).isEqualTo(ImportFile.State.READ);
        assertThat(world.waves.find(WAVE).orElseThrow().state()).isEqualTo(WaveStore.State.SEALED);
        assertThat(world.imports.find(IMPORT).orElseThrow().counts(file())).isEqualTo(new RowCounts(2, 0, 0, 0));
    }

    @Test
    void redeliveredMessage_whenFileIsRead_changesNothingAndHintsCompleteWavesAgain() {
        handle(World.event(EVENT, SQSEvent.class));
        world.analyse(world.find(1));
        world.analyse(world.find(2));
        world.messages.take();
        List<?> before = world.dynamoDb.items();

        assertThat(handle(World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.messages.take()).containsExactly(World.hint(WAVE));
    }

    @Test
    void messageOfAFileThatStalled_resumesIt() {
        world.time.pass(Duration.ofMinutes(31));
        world.imports.failStalled(file(), new Failure(ImportFile.STALLED, "no one read on"), world.time.instant());

        assertThat(handle(World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(file().state()).isEqualTo(ImportFile.State.READ);
        assertThat(world.find(2).content().segment()).isEqualTo("Mass");
    }

    @Test
    void messageOfAFileThatFailed_changesNothing() {
        world.imports.fail(file(), new Failure("BROKEN_CSV", "row 2"), World.NOW);
        List<?> before = world.dynamoDb.items();

        assertThat(handle(World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.context.logged()).contains("run " + RUN + " failed before");
    }

    @Test
    void objectThatWasReplaced_isSuperseded_andItsWaveAbandoned() {
        bucket.put(KEY, "newer".getBytes(StandardCharsets.UTF_8));

        assertThat(handle(World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(file().state()).isEqualTo(ImportFile.State.SUPERSEDED);
        assertThat(world.waves.find(WAVE).orElseThrow().state()).isEqualTo(WaveStore.State.ABANDONED);
    }

    @Test
    void messageOfAnUnknownRun_isGivenUpAndAcknowledged() {
        SQSEvent event = World.event(EVENT, SQSEvent.class, text -> text.replace(RUN, "ffffffffffffffff"));
        List<?> before = world.dynamoDb.items();

        assertThat(handle(event)).isEmpty();

        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.context.logged()).contains("UNKNOWN_RUN");
    }

    @Test
    void poisonMessage_isReported() {
        SQSEvent event = World.event(EVENT, SQSEvent.class);
        event.getRecords().getFirst().setBody("this is not JSON");

        assertThat(handle(event)).containsExactly(event.getRecords().getFirst().getMessageId());

        assertThat(world.context.logged()).contains("BAD_MESSAGE");
    }

    /// The sweeper ends the file, and a redrive of the message resumes it.
    @Test
    void lastAttempt_whenTheBucketIsDown_leavesTheFileAsItIs() {
        bucket.goDown();
        SQSEvent event = World.lastAttempt(EVENT);

        assertThat(handle(event)).containsExactly(event.getRecords().getFirst().getMessageId());

        assertThat(file().state()).isEqualTo(ImportFile.State.READING);
        assertThat(world.context.logged()).contains("the rest of run " + RUN + " is given up: BUCKET_BUSY");
    }

    private List<String> handle(SQSEvent event) {
        ContinueHandler handler = new ContinueHandler(
                world.settings, world.messages, bucket, world.table, Partitioning.STANDARD, world.time.execution());
        return World.reported(handler.handleRequest(event, world.context));
    }

    private ImportFile file() {
        return world.imports.findFile(IMPORT, RUN).orElseThrow();
    }
}
