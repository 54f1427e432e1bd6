package kezek.ingest;

import static kezek.world.World.IMPORT;
import static kezek.world.World.RUN;
import static kezek.world.World.WAVE;
import static kezek.world.World.id;
import static kezek.world.World.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import kezek.domain.Failure;
import kezek.domain.Office;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.failure.TransientFailure;
import kezek.imports.ImportFile;
import kezek.roster.RosterSnapshot;
import kezek.testing.EventFiles;
import kezek.testing.FakeContext;
import kezek.waves.RowCounts;
import kezek.waves.WaveStore;
import kezek.world.FakeBucket;
import kezek.world.World;
import org.junit.jupiter.api.Test;

class UploadHandlerFunctionalTest {

    private static final String TICKETS = "upload-tickets.json";
    private static final String TICKETS_KEY = "imports/sample/tickets.csv";
    private static final String MD5_OF_TICKETS = "84f369923656e6bb91848f15c356fbd1";

    private final World world = new World();
    private final FakeBucket bucket = new FakeBucket();

    @Test
    void ticketFile_isStoredInASealedWave_andGeocodeIsTold() {
        bucket.put(TICKETS_KEY, content("tickets.csv"));

        handle(TICKETS);

        Ticket ticket = world.find(1);
        assertThat(ticket.stage()).isEqualTo(Stage.NEW);
        assertThat(ticket.content().segment()).isEqualTo("VIP");
        assertThat(world.waves.countPending(WAVE)).isEqualTo(2);
        assertThat(world.waves.find(WAVE).orElseThrow().state()).isEqualTo(WaveStore.State.SEALED);
        assertThat(world.messages.take())
                .containsExactlyInAnyOrder(message("geocode", id(1), 1), message("geocode", id(2), 1));
        assertThat(file().state()).isEqualTo(ImportFile.State.READ);
        assertThat(world.imports.find(IMPORT).orElseThrow().counts(file())).isEqualTo(new RowCounts(2, 0, 0, 0));
    }

    @Test
    void redeliveredEvent_whenFileIsRead_changesNothing() {
        bucket.put(TICKETS_KEY, content("tickets.csv"));
        handle(TICKETS);
        world.messages.take();
        List<?> before = world.dynamoDb.items();

        handle(TICKETS);

        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void redeliveredEvent_whenTheWaveIsComplete_hintsItAgain() {
        bucket.put(TICKETS_KEY, content("tickets.csv"));
        handle(TICKETS);
        world.analyse(world.find(1));
        world.analyse(world.find(2));
        world.messages.take();

        handle(TICKETS);

        assertThat(world.messages.take()).containsExactly(World.hint(WAVE));
    }

    /// The reader may have died after any write.
    @Test
    void redeliveredEvent_whenTheFirstDeliveryFailedToSend_sendsTheMessages() {
        bucket.put(TICKETS_KEY, content("tickets.csv"));
        world.messages.goDown();
        assertThatThrownBy(() -> handle(TICKETS)).isInstanceOf(TransientFailure.class);
        world.messages.comeBack();

        handle(TICKETS);

        assertThat(world.messages.take())
                .containsExactlyInAnyOrder(message("geocode", id(1), 1), message("geocode", id(2), 1));
        assertThat(world.imports.find(IMPORT).orElseThrow().counts(file())).isEqualTo(new RowCounts(2, 0, 0, 0));
    }

    @Test
    void percentEncodedKey_isDecoded_andItsOfficesAreFound() {
        bucket.put("imports/пример 1/business_units.csv", content("sample/business_units.csv"));

        handle("upload.json");

        assertThat(world.imports.list()).containsExactly("пример 1");
        assertThat(world.rosters.load().offices())
                .hasSize(16)
                .extracting(Office::place)
                .allSatisfy(place -> assertThat(place).isPresent());
        assertThat(bucket.asked()).containsOnly("imports/пример 1/business_units.csv");
    }

    @Test
    void managerFile_isPublishedAsOneRevisionOfTheRoster() {
        bucket.put("imports/sample/managers.csv", content("sample/managers.csv"));

        handle("upload-managers.json");

        RosterSnapshot roster = world.rosters.load();
        assertThat(roster.managers()).hasSize(49);
        assertThat(roster.rev()).isEqualTo(1);
        assertThat(roster.loadingRuns()).isEmpty();
    }

    @Test
    void testEventOfS3_isIgnored() {
        handle("upload-s3-test-event.json");

        assertThat(world.dynamoDb.items()).isEmpty();
        assertThat(bucket.asked()).isEmpty();
    }

    @Test
    void attachment_isLeftAlone() {
        handle(World.event(
                TICKETS, S3Event.class, text -> text.replace(TICKETS_KEY, "imports/sample/attachments/scan+1.png")));

        assertThat(world.dynamoDb.items()).isEmpty();
        assertThat(bucket.asked()).isEmpty();
    }

    @Test
    void objectThatWasReplaced_isSuperseded() {
        bucket.put(TICKETS_KEY, "newer".getBytes(StandardCharsets.UTF_8));

        handle(TICKETS);

        assertThat(file().state()).isEqualTo(ImportFile.State.SUPERSEDED);
        assertThat(world.tickets.find(id(1))).isEmpty();
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void unreadableFile_saysWhyInItsImport_andStoresNoTicket() {
        String md5 = bucket.put(TICKETS_KEY, content("files/tickets-unclosed-quote.csv"));

        handle(World.event(TICKETS, S3Event.class, text -> text.replace(MD5_OF_TICKETS, md5)));

        assertThat(file().state()).isEqualTo(ImportFile.State.FAILED);
        assertThat(file().error().map(Failure::code)).contains("BROKEN_CSV");
        assertThat(world.waves.unfinished()).isEmpty();
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void bucketThatIsDown_failsTheInvocation_soThatLambdaRepeatsIt() {
        bucket.goDown();

        assertThatThrownBy(() -> handle(TICKETS))
                .isInstanceOfSatisfying(
                        TransientFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("BUCKET_BUSY"));

        assertThat(file().state()).isEqualTo(ImportFile.State.READING);
    }

    @Test
    void fileThatTakesLongerThanOneInvocation_isHandedOver() {
        bucket.put(TICKETS_KEY, content("tickets.csv"));

        handler(new Partitioning(10, 1)).handleRequest(World.event(TICKETS, S3Event.class), new FakeContext() {
            @Override
            public int getRemainingTimeInMillis() {
                return 14_999;
            }
        });

        assertThat(file().position()).isEqualTo(1);
        assertThat(world.messages.take())
                .containsExactly(
                        message("geocode", id(1), 1), "ingest {\"importId\":\"sample\",\"run\":\"" + RUN + "\"}");
        assertThat(world.waves.find(WAVE).orElseThrow().state()).isEqualTo(WaveStore.State.OPEN);
    }

    private void handle(String event) {
        handle(World.event(event, S3Event.class));
    }

    private void handle(S3Event event) {
        handler(Partitioning.STANDARD).handleRequest(event, world.context);
    }

    private UploadHandler handler(Partitioning partitioning) {
        return new UploadHandler(
                world.settings, world.messages, bucket, world.table, partitioning, world.time.execution());
    }

    private ImportFile file() {
        return world.imports.findFile(IMPORT, RUN).orElseThrow();
    }

    private static byte[] content(String file) {
        try {
            return Files.readAllBytes(EventFiles.path(file));
        } catch (IOException e) {
            throw new IllegalStateException("events/" + file + " cannot be read", e);
        }
    }
}
