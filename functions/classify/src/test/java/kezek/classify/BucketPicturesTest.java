package kezek.classify;

import static kezek.testing.ModelServer.completion;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import kezek.domain.Address;
import kezek.domain.Analysis;
import kezek.domain.AnalysisSource;
import kezek.domain.Doubt;
import kezek.domain.Origin;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.testing.ModelServer;
import kezek.world.FakeBucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketPicturesTest {

    private static final String FOLDER = "imports/may/attachments/";
    private static final byte[] PNG = bytes("\u0089PNG\r\n\u001a\nrest");
    private static final byte[] JPEG = bytes("\u00ff\u00d8\u00ff\u00e0rest");
    private static final String GOOD = """
            {"category": "Неработоспособность приложения", "sentiment": "Нейтральный", "priority": 6, "language": "RU",
             "summary": "На снимке ошибка оплаты."}""";

    private static final Origin ORIGIN = new Origin("csv", "may", "run", 1, Instant.EPOCH);

    private final FakeBucket bucket = new FakeBucket();

    @ParameterizedTest
    @ValueSource(strings = {"", "Смотрите скриншот"})
    void pictureOfATextThatNeedsIt_isSentAsDataUrl_andReadMeansNoDoubtAboutIt(String text) throws IOException {
        bucket.put(FOLDER + "error.png", PNG);
        try (ModelServer server = new ModelServer(completion(GOOD));
                ModelAnalyzer analyzer = seeing(server)) {
            Analysis analysis = analyzer.analyse(ticket(text, "error.png"));

            JsonNode parts = server.requests().getFirst().at("/messages/1/content");
            assertThat(parts.at("/0/type").asText()).isEqualTo("text");
            assertThat(parts.at("/0/text").asText()).contains("\"attachment\":\"png\"");
            assertThat(parts.at("/1/image_url/url").asText())
                    .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(PNG));
            assertThat(analysis.provenance().source()).isEqualTo(AnalysisSource.MODEL);
            assertThat(analysis.doubts()).doesNotContain(Doubt.PICTURE_NOT_READ);
        }
    }

    @Test
    void textThatSpeaksForItself_takesNoPictureAlong() throws IOException {
        bucket.put(FOLDER + "error.png", PNG);
        try (ModelServer server = new ModelServer(completion(GOOD));
                ModelAnalyzer analyzer = seeing(server)) {
            analyzer.analyse(ticket("Верните комиссию, списали дважды!", "error.png"));

            assertThat(server.requests().getFirst().at("/messages/1/content").isTextual())
                    .isTrue();
            assertThat(bucket.asked()).isEmpty();
        }
    }

    @Test
    void withoutVision_theBucketIsNotRead_andTheTicketIsMarked() throws IOException {
        bucket.put(FOLDER + "error.png", PNG);
        try (ModelServer server = new ModelServer(completion(GOOD));
                ModelAnalyzer analyzer = TestAnalyzer.asking(server).make()) {
            assertThat(analyzer.analyse(ticket("", "error.png")).doubts()).contains(Doubt.PICTURE_NOT_READ);
            assertThat(server.requests().toString()).doesNotContain("base64");
        }
        assertThat(bucket.asked()).isEmpty();
    }

    @Test
    void pictureThatIsMissing_tooLarge_orNone_leavesTheTicketMarked() throws IOException {
        bucket.put(FOLDER + "large.png", Arrays.copyOf(PNG, BucketPictures.LARGEST + 1));
        bucket.put(FOLDER + "page.png", bytes("<html>"));
        try (ModelServer server = new ModelServer(completion(GOOD));
                ModelAnalyzer analyzer = seeing(server)) {
            for (String name : List.of("missing.png", "large.png", "page.png", "../../secret.png")) {
                assertThat(analyzer.analyse(ticket("", name)).doubts()).as(name).contains(Doubt.PICTURE_NOT_READ);
            }
            assertThat(server.requests().toString()).doesNotContain("base64");
            assertThat(bucket.asked()).allSatisfy(key -> assertThat(key).startsWith(FOLDER));
        }
    }

    @Test
    void cellWithAnotherExtension_isFoundByItsSiblings_andNamedByItsBytes() {
        bucket.put(FOLDER + "currency_error.jpg", JPEG);

        assertThat(pictures().find(ticket("", "currency_error.png")))
                .hasValueSatisfying(picture -> assertThat(picture.mediaType()).isEqualTo("image/jpeg"));
        assertThat(bucket.asked()).containsExactly(FOLDER + "currency_error.png", FOLDER + "currency_error.jpg");
    }

    @Test
    void fileThatIsNoPicture_hasNoSiblings() {
        bucket.put(FOLDER + "contract.png", PNG);

        assertThat(pictures().find(ticket("", "contract.docx"))).isEmpty();
        assertThat(bucket.asked()).containsExactly(FOLDER + "contract.docx");
    }

    @Test
    void bucketThatIsDown_isAskedOnce() {
        bucket.goDown();

        assertThat(pictures().find(ticket("", "error.png"))).isEmpty();
        assertThat(bucket.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "89504E470D0A1A0A00, image/png",
        "FFD8FFE000, image/jpeg",
        "52494646AABBCCDD5745425000, image/webp",
        "474946383961, image/gif",
        "474946383761, image/gif",
        "25504446, ",
        "52494646AABBCCDD57415645, ",
        "FFD8, "
    })
    void format_isToldByTheFirstBytes(String hex, String type) {
        assertThat(BucketPictures.mediaType(HexFormat.of().parseHex(hex))).isEqualTo(Optional.ofNullable(type));
    }

    private ModelAnalyzer seeing(ModelServer server) {
        return TestAnalyzer.asking(server).seeing(pictures()).make();
    }

    private BucketPictures pictures() {
        return new BucketPictures(bucket, "bucket");
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Ticket ticket(String text, String attachment) {
        return new Ticket(
                "id",
                new TicketContent("guid", "", "", text, attachment, "Mass", Address.ofTown("Актау")),
                ORIGIN,
                1,
                1,
                Stage.PLACED,
                Status.OPEN,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
