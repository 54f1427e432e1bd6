package kezek.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import kezek.domain.Address;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.execution.ExecutionContext;
import kezek.execution.Parallel;
import kezek.failure.TransientFailure;
import kezek.testing.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class AmazonLocationProviderTest {

    private static final Address ADDRESS = new Address("Казахстан", "Алматинская область", "Кокпек", "", "");

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final StubServer server = new StubServer();

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.close();
    }

    @Test
    void locate_whenItHits_hasAskedForTheSettlementToBeStored() throws IOException {
        server.answer(200, item("Locality", 0.98));

        Place place = provider().locate(ADDRESS);

        assertThat(place)
                .isEqualTo(new Place.Located(new Point(43.45, 78.65), Precision.TOWN, "amazon-location", "Кокпек"));
        StubServer.Asked asked = server.onlyRequest();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.uri()).hasToString("/v2/geocode");
        JsonNode body = new ObjectMapper().readTree(asked.body());
        assertThat(body).isEqualTo(new ObjectMapper().readTree("""
                        {"QueryText": "Кокпек, Алматинская область", "MaxResults": 1, "Language": "ru",
                         "IntendedUse": "Storage", "Filter": {"IncludeCountries": ["KAZ"]}}
                        """));
    }

    @Test
    void locate_signsTheRequest() {
        server.answer(200, item("Locality", 1));

        provider().locate(ADDRESS);

        Headers headers = server.onlyRequest().headers();
        assertThat(headers.getFirst("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/eu-central-1/geo-places/aws4_request")
                .containsPattern("SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-date")
                .containsPattern("Signature=[0-9a-f]{64}");
        assertThat(headers.getFirst("X-Amz-Security-Token")).isEqualTo("session");
        assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"PricingBucket\": \"Stored\", \"ResultItems\": []}", "{}", "{\"ResultItems\": null}"})
    void locate_whenNothingIsFound_isUnknown(String answer) {
        server.answer(200, answer);

        assertThat(provider().locate(ADDRESS)).isEqualTo(new Place.Unknown("amazon-location"));
    }

    @Test
    void locate_whenTheAnswerIsSomethingElse_isUnknown() {
        server.answer(200, item("Locality", 0.69));

        assertThat(provider().locate(ADDRESS)).isEqualTo(new Place.Unknown("amazon-location"));
    }

    @ParameterizedTest
    @CsvSource({
        "Locality, TOWN, Кокпек",
        "District, TOWN, Кокпек",
        "Street, STREET, Кокпек",
        "PointAddress, HOUSE, Кокпек",
        "SubRegion, REGION, Алматинская область",
        "Region, REGION, Алматинская область",
    })
    void locate_takesThePrecisionFromThePlaceType_andNoHouseAsAName(String type, Precision expected, String name) {
        server.answer(200, item(type, 1));

        assertThat(provider().locate(ADDRESS)).isInstanceOfSatisfying(Place.Located.class, found -> {
            assertThat(found.precision()).isEqualTo(expected);
            assertThat(found.name()).isEqualTo(name);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Country", "Galaxy"})
    void locate_whenThePlaceTypeIsNoPlace_isUnknown(String type) {
        server.answer(200, item(type, 1));

        assertThat(provider().locate(ADDRESS)).isEqualTo(new Place.Unknown("amazon-location"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void locate_whenItIsBusy_asksAgainAfterAPause(int status) {
        server.answer(status, "{\"Message\": \"Кокпек\"}");
        server.answer(status, "{\"Message\": \"Кокпек\"}");
        server.answer(200, item("Locality", 1));

        assertThat(provider().locate(ADDRESS)).isInstanceOf(Place.Located.class);
        assertThat(pauses).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void locate_whenItStaysBusy_isAnOutage(int status) {
        for (int i = 0; i < AmazonLocationProvider.ATTEMPTS; i++) {
            server.answer(status, "{\"Message\": \"Кокпек\"}");
        }

        assertOutage(provider(), String.valueOf(status));
        assertThat(server.asked()).hasSize(AmazonLocationProvider.ATTEMPTS);
    }

    @Test
    void locate_whenItSaysWhenToComeBack_doesNotAskBefore() {
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "40");
            exchange.sendResponseHeaders(429, -1);
        });

        assertThatThrownBy(() -> provider().locate(ADDRESS))
                .asInstanceOf(type(TransientFailure.class))
                .returns(Optional.of(Duration.ofSeconds(40)), TransientFailure::retryAfter);
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void locate_whenItIsRefused_isAnOutageWithoutAskingAgain_andSaysWhatToCheck(int status) {
        server.answer(status, "{\"Message\": \"Кокпек\"}");

        assertOutage(provider(), "geo-places:Geocode");
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Кокпек</html>",
                "[]",
                "\"Кокпек\"",
                "{\"ResultItems\": \"Кокпек\"}",
                "{\"ResultItems\": [{\"PlaceType\": \"Locality\", \"Title\": \"Кокпек\"}]}",
                "{\"ResultItems\": [{\"PlaceType\": \"Locality\", \"Position\": [\"Кокпек\", 43]}]}",
                "{\"ResultItems\": [{\"PlaceType\": \"Locality\", \"Position\": [43.45, 178.65]}]}"
            })
    void locate_whenTheAnswerIsNonsense_isAnOutage(String body) {
        server.answer(200, body);

        assertOutage(provider(), "answered with");
    }

    @Test
    void locate_whenNoAnswerComes_isAnOutage() {
        for (int i = 0; i < AmazonLocationProvider.ATTEMPTS; i++) {
            server.answer(exchange -> server.hang());
        }

        assertOutage(provider(Duration.ofMillis(100)), "Amazon Location");
    }

    @Test
    void locate_whenTheQuestionIsTooLong_isCutToWhatTheServiceTakes() throws IOException {
        server.answer(200, "{}");

        provider().locate(new Address("", "", "Неведомое ".repeat(50), "", ""));

        assertThat(new ObjectMapper()
                        .readTree(server.onlyRequest().body())
                        .path("QueryText")
                        .asText())
                .hasSize(200);
    }

    @Test
    void locate_whenTheAddressIsEmpty_isUnknownWithoutAsking() {
        assertThat(provider().locate(new Address("", "", "", "", ""))).isEqualTo(new Place.Unknown("amazon-location"));
        assertThat(server.asked()).isEmpty();
    }

    private void assertOutage(AmazonLocationProvider provider, String words) {
        assertThatThrownBy(() -> provider.locate(ADDRESS))
                .isInstanceOfSatisfying(
                        TransientFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("GEOCODER_UNREACHABLE"))
                .hasMessageContaining(words)
                .hasNoCause()
                .message()
                .doesNotContain("Кокпек");
    }

    private AmazonLocationProvider provider() {
        return provider(Duration.ofMinutes(1));
    }

    private AmazonLocationProvider provider(Duration timeout) {
        SigV4 signer = new SigV4(
                StaticCredentialsProvider.create(AwsSessionCredentials.create("AKIDEXAMPLE", "secret", "session")),
                "eu-central-1",
                AmazonLocationProvider.SERVICE);
        ExecutionContext execution =
                new ExecutionContext(Clock.systemUTC(), pauses::add, Parallel.onVirtualThreads(), new Random(6));
        return new AmazonLocationProvider(http, server.uri(), signer, "KAZ", execution, timeout);
    }

    private static String item(String type, double score) {
        return """
                {"PricingBucket": "Stored", "ResultItems": [{"PlaceId": "p", "PlaceType": "%s", "Title": "Тайная 3, Кокпек",
                 "Address": {"Label": "Тайная 3, Кокпек", "Locality": "Кокпек", "Region": {"Name": "Алматинская область"}},
                 "Position": [78.65, 43.45], "MatchScores": {"Overall": %s}}]}
                """.formatted(type, score);
    }
}
