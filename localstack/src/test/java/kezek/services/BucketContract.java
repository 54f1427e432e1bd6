package kezek.services;

import static kezek.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kezek.services.Services.Deviation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The features of the bucket that ingest and the uploads rely on, as described in
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/>.
abstract class BucketContract {

    private static final String TEXT = "0123456789абвгд";

    private S3Client s3;
    private String folder;

    abstract Services services();

    @BeforeEach
    void newFolder() {
        s3 = services().s3();
        folder = "imports/" + UUID.randomUUID();
    }

    @Test
    void versionThatIsMeant_isRead_andWhatReplacedIt_isNot() {
        String key = folder + "/tickets.csv";
        String first = put(key, "first").replace("\"", "");
        assertThat(getIfMatch(key, first).asUtf8String()).isEqualTo("first");

        String second = put(key, "second").replace("\"", "");

        assertThat(first).matches("[0-9a-f]{32}").isNotEqualTo(second);
        S3Exception replaced = catchThrowableOfType(S3Exception.class, () -> getIfMatch(key, first));
        assertThat(replaced.statusCode()).isEqualTo(412);
        assertThat(getIfMatch(key, second).asUtf8String()).isEqualTo("second");
    }

    @Test
    void objectThatWasDeleted_isNoSuchKey_alsoForWhoNamesItsVersion() {
        String key = folder + "/tickets.csv";
        String tag = put(key, "x").replace("\"", "");
        s3.deleteObject(request -> request.bucket(services().bucket()).key(key));

        assertThatThrownBy(() -> getIfMatch(key, tag)).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> get(key)).isInstanceOf(NoSuchKeyException.class);
    }

    private ResponseBytes<GetObjectResponse> getIfMatch(String key, String tag) {
        return s3.getObjectAsBytes(
                request -> request.bucket(services().bucket()).key(key).ifMatch("\"" + tag + "\""));
    }

    @Test
    void range_isOfBytes_andSaysOfWhat() {
        put(folder + "/a.csv", TEXT);

        assertThat(range("bytes=8-11").asUtf8String()).isEqualTo("89а");
        assertThat(range("bytes=8-11").response().contentRange()).isEqualTo("bytes 8-11/20");
        assertThat(range("bytes=16-").asUtf8String()).isEqualTo("гд");
        assertThat(range("bytes=-4").asUtf8String()).isEqualTo("гд");
        assertThat(range("bytes=18-99").asByteArray()).hasSize(2);
        S3Exception outside = catchThrowableOfType(S3Exception.class, () -> range("bytes=20-"));
        assertThat(outside.statusCode()).isEqualTo(416);
    }

    private ResponseBytes<GetObjectResponse> range(String range) {
        return s3.getObjectAsBytes(request ->
                request.bucket(services().bucket()).key(folder + "/a.csv").range(range));
    }

    @Test
    void keyOfAnyCharacters_isKeptAsItIs() {
        String key = folder + "/наши клиенты+1 %41&=?#(а)й.csv";

        put(key, TEXT);

        assertThat(get(key)).isEqualTo(TEXT);
        assertThat(s3.listObjectsV2(
                                request -> request.bucket(services().bucket()).prefix(folder + "/"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly(key);
    }

    @Test
    void signedUrl_takesTheFile_andGivesIt() throws Exception {
        String key = folder + "/вложение 1+2.csv";

        HttpResponse<String> answer = upload(key, "text/csv");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(get(key)).isEqualTo(TEXT);
        URI signed = URI.create(services()
                .presigner()
                .presignGetObject(request -> request.signatureDuration(Duration.ofMinutes(1))
                        .getObjectRequest(get -> get.bucket(services().bucket()).key(key)))
                .url()
                .toString());
        assertThat(send(HttpRequest.newBuilder(signed).build()).body()).isEqualTo(TEXT);
    }

    @Test
    void signedUrl_isForTheSignedContentType() throws Exception {
        int status = upload(folder + "/a.csv", "text/html").statusCode();

        assertThat(status).isEqualTo(services().has(Deviation.SIGNATURES_NOT_VERIFIED) ? 200 : 403);
    }

    @Test
    void signedUrl_isForTheSignedKey() throws Exception {
        String url = signedForCsv(folder + "/a.csv").replace("/a.csv?", "/b.csv?");

        int status = send(requestTo(url, "text/csv")).statusCode();

        assertThat(status).isEqualTo(services().has(Deviation.SIGNATURES_NOT_VERIFIED) ? 200 : 403);
    }

    private HttpResponse<String> upload(String key, String contentType) throws Exception {
        return send(requestTo(signedForCsv(key), contentType));
    }

    private String signedForCsv(String key) {
        return services()
                .presigner()
                .presignPutObject(request -> request.signatureDuration(Duration.ofMinutes(1))
                        .putObjectRequest(
                                put -> put.bucket(services().bucket()).key(key).contentType("text/csv")))
                .url()
                .toString();
    }

    private static HttpRequest requestTo(String url, String contentType) {
        return HttpRequest.newBuilder(URI.create(url))
                .PUT(BodyPublishers.ofString(TEXT))
                .header("Content-Type", contentType)
                .build();
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }

    @Test
    void upload_isAnEventThatNamesTheVersion_withItsKeyEncoded() {
        String key = folder + "/наши клиенты+1.csv";
        String tag = put(key, TEXT).replace("\"", "");
        put(folder + "/photo.png", "no table");
        put("elsewhere/" + UUID.randomUUID() + ".csv", "no import");

        String blank = services().has(Deviation.BLANK_AS_IN_A_PATH) ? "%20" : "+";
        JsonNode record = eventsOf(
                        "/%D0%BD%D0%B0%D1%88%D0%B8" + blank + "%D0%BA%D0%BB%D0%B8%D0%B5%D0%BD%D1%82%D1%8B%2B1.csv", 1)
                .getFirst();
        assertThat(record.path("eventSource").asText()).isEqualTo("aws:s3");
        assertThat(record.path("eventVersion").asText()).startsWith("2.");
        assertThat(record.path("awsRegion").asText())
                .isEqualTo(services().template().deployment().region());
        assertThat(record.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
        assertThat(record.path("eventTime").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z");
        assertThat(record.at("/s3/bucket/name").asText()).isEqualTo(services().bucket());
        assertThat(record.at("/s3/object/size").asInt()).isEqualTo(20);
        assertThat(record.at("/s3/object/eTag").asText()).isEqualTo(tag);
        assertThat(record.at("/s3/object/sequencer").asText()).matches("[0-9A-F]{16,}");
        assertThat(services().uploadEvents())
                .extracting(event -> event.at("/Records/0/s3/object/key").asText())
                .allMatch(each -> each.startsWith("imports/") && each.endsWith(".csv"));
    }

    /// If an emulator closes a connection too early, the SDK sends an upload twice. This happens more
    /// often on a busy machine.
    @Test
    void uploadsAtOnce_areOneEventEach() throws Exception {
        int count = 200;
        List<Callable<String>> uploads = IntStream.range(0, count)
                .<Callable<String>>mapToObj(i -> () -> put(folder + "/at-once/" + i + ".csv", TEXT))
                .toList();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<String> upload : threads.invokeAll(uploads)) {
                upload.get();
            }
        }

        eventually(count + " events", () -> keysAtOnce().distinct().count() == count);
        assertThat(keysAtOnce()).doesNotHaveDuplicates();
    }

    private Stream<String> keysAtOnce() {
        return services().uploadEvents().stream()
                .map(event -> event.at("/Records/0/s3/object/key").asText())
                .filter(key -> key.startsWith(folder + "/at-once/"));
    }

    @Test
    void uploadInParts_isOneEventOfTheWhole() {
        String key = folder + "/long.csv";
        String bucket = services().bucket();
        String upload = s3.createMultipartUpload(
                        request -> request.bucket(bucket).key(key))
                .uploadId();
        String tag = s3.uploadPart(
                        request ->
                                request.bucket(bucket).key(key).uploadId(upload).partNumber(1),
                        RequestBody.fromString(TEXT))
                .eTag();
        s3.completeMultipartUpload(request -> request.bucket(bucket)
                .key(key)
                .uploadId(upload)
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(tag).build())));

        JsonNode record = eventsOf("/long.csv", 1).getFirst();
        assertThat(record.path("eventName").asText()).isEqualTo("ObjectCreated:CompleteMultipartUpload");
        assertThat(record.at("/s3/object/size").asInt()).isEqualTo(20);
        String whole = record.at("/s3/object/eTag").asText();
        assertThat(whole).matches("[0-9a-f]{32}-1");
        assertThat(getIfMatch(key, whole).asUtf8String()).isEqualTo(TEXT);
    }

    private List<JsonNode> eventsOf(String end, int count) {
        eventually(count + " events of " + end, () -> records(end).size() >= count);
        assertThat(records(end)).hasSize(count);
        return records(end);
    }

    private List<JsonNode> records(String end) {
        return services().uploadEvents().stream()
                .map(event -> event.at("/Records/0"))
                .filter(record -> record.at("/s3/object/key").asText().equals(folder + end))
                .toList();
    }

    private String put(String key, String text) {
        return s3.putObject(request -> request.bucket(services().bucket()).key(key), RequestBody.fromString(text))
                .eTag();
    }

    private String get(String key) {
        return s3.getObjectAsBytes(
                        request -> request.bucket(services().bucket()).key(key))
                .asUtf8String();
    }
}
