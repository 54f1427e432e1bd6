package kezek.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import kezek.domain.Address;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.failure.Deferred;
import kezek.failure.TransientFailure;
import kezek.testing.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NominatimProviderTest {

    /// Long enough for a server on a busy machine.
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final Address ADDRESS = new Address("Казахстан", "Алматинская область", "Кокпек", "Тайная", "3");
    private static final String AGENT = "kezek-test (ops@example.org)";

    private final FakeRateLimit rate = new FakeRateLimit();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(NominatimProvider.CONNECT_TIMEOUT)
            .build();
    private final StubServer server = new StubServer();

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.close();
    }

    @Test
    void locate_whenItHits_asksForTheSettlementAloneAndNamesItself() {
        server.answer(200, hit("road", 26));

        Place place = provider(LONG).locate(ADDRESS);

        assertThat(place)
                .isEqualTo(new Place.Located(new Point(43.45, 78.65), Precision.STREET, "nominatim", "Көкпек"));
        StubServer.Asked asked = server.onlyRequest();
        assertThat(URLDecoder.decode(asked.uri().toString(), StandardCharsets.UTF_8))
                .isEqualTo("/search?q=Кокпек, Алматинская область"
                        + "&countrycodes=kz&format=jsonv2&layer=address&limit=1");
        assertThat(asked.headers().get("User-Agent")).containsExactly(AGENT);
        assertThat(rate.taken).hasValue(1);
        assertThat(rate.answered).hasValue(1);
    }

    @Test
    void locate_whenTheListIsEmpty_isUnknown() {
        server.answer(200, "[]");

        assertThat(provider(LONG).locate(ADDRESS)).isEqualTo(new Place.Unknown("nominatim"));
        assertThat(rate.answered).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"429, 7, PT7S", "503, 120, PT2M", "503, soon, ", "503, -1, "})
    void locate_whenTheServerSaysWhenToComeBack_tellsTheRateLimitAndTheCaller(
            int status, String retryAfter, Duration wanted) {
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            exchange.sendResponseHeaders(status, -1);
        });

        assertOutage(provider(LONG), String.valueOf(status));
        assertThat(rate.failures).containsExactly(Optional.ofNullable(wanted));
    }

    @Test
    void locate_whenTheServerSaysWhenToComeBack_theFailureSaysIt() {
        server.answer(503, "");

        assertThatThrownBy(() -> provider(LONG).locate(ADDRESS))
                .asInstanceOf(type(TransientFailure.class))
                .returns(Optional.of(FakeRateLimit.PAUSE), TransientFailure::retryAfter);
    }

    @ParameterizedTest
    @CsvSource({
        "house, 30, HOUSE",
        "building, 30, HOUSE",
        "road, 26, STREET",
        "village, 19, TOWN",
        "city, 8, TOWN",
        "suburb, 19, TOWN",
        "state, 8, REGION",
        "county, 12, REGION",
        "something_new, 30, HOUSE",
        "something_new, 27, STREET",
        "something_new, 16, TOWN",
        "something_new, 10, REGION",
    })
    void locate_takesThePrecisionFromTypeAndRank(String type, int rank, Precision expected) {
        server.answer(200, hit(type, rank));

        assertThat(provider(LONG).locate(ADDRESS))
                .isInstanceOfSatisfying(
                        Place.Located.class,
                        found -> assertThat(found.precision()).isEqualTo(expected));
    }

    @Test
    void locate_whenAHouseHasNoName_tellsItsKind() {
        server.answer(200, hit("house", 30).replace("Көкпек", ""));

        assertThat(provider(LONG).locate(ADDRESS))
                .isInstanceOfSatisfying(
                        Place.Located.class, found -> assertThat(found.name()).isEqualTo("house"));
    }

    @Test
    void locate_whenOnlyTheCountryIsFound_isUnknown() {
        server.answer(200, hit("country", 4));

        assertThat(provider(LONG).locate(ADDRESS)).isEqualTo(new Place.Unknown("nominatim"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 403, 429, 500, 502, 503})
    void locate_whenTheStatusIsNot200_isAnOutage(int status) {
        server.answer(status, "Кокпек");

        assertOutage(provider(LONG), String.valueOf(status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Кокпек, Тайная 3</html>",
                "[{\"lat\": \"43",
                "{\"error\": \"Кокпек\"}",
                "null",
                "[{\"lat\": \"Кокпек\", \"lon\": \"78.6\", \"addresstype\": \"village\"}]",
                "[{\"lat\": \"943.4\", \"lon\": \"78.6\", \"addresstype\": \"village\"}]",
                "[{\"addresstype\": \"village\"}]"
            })
    void locate_whenTheAnswerIsGarbage_isAnOutage(String body) {
        server.answer(200, body);

        assertOutage(provider(LONG), "answered with");
    }

    @Test
    void locate_whenTheAnswerIsHuge_isAnOutage() {
        server.answer(200, "[" + " ".repeat(2 << 20) + "]");

        assertOutage(provider(LONG), "could not be asked");
    }

    @Test
    void locate_whenNoAnswerComes_isAnOutage() {
        server.answer(exchange -> server.hang());

        assertOutage(provider(Duration.ofMillis(200)), "Nominatim");
    }

    @Test
    void locate_whenTheBodyTricklesIn_isAnOutage() {
        // The first request loads the client, which may take longer than the timeout of the second.
        server.answer(200, "[]");
        provider(LONG).locate(ADDRESS);
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('[');
            exchange.getResponseBody().flush();
            server.hang();
        });

        assertOutage(provider(Duration.ofSeconds(1)), "did not answer within");
    }

    @Test
    void locate_whenNobodyListens_isAnOutage() {
        NominatimProvider provider = provider(LONG);
        server.close();

        assertOutage(provider, "could not be asked");
    }

    @Test
    void locate_whenNoSlotIsFree_sendsNothing() {
        Deferred notYet = new Deferred(Duration.ofMinutes(1), "no free time");
        rate.refusal = Optional.of(notYet);

        assertThatThrownBy(() -> provider(LONG).locate(ADDRESS)).isSameAs(notYet);
        assertThat(server.asked()).isEmpty();
        assertThat(rate.failures).isEmpty();
    }

    @Test
    void locate_whenTheAddressIsEmpty_isUnknownWithoutAsking() {
        assertThat(provider(LONG).locate(new Address("", "", "", "", ""))).isEqualTo(new Place.Unknown("nominatim"));
        assertThat(rate.taken).hasValue(0);
    }

    @Test
    void constructor_withoutAUserAgent_refuses() {
        assertThatThrownBy(() -> new NominatimProvider(http, server.uri(), " ", "kz", rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("User-Agent");
    }

    private void assertOutage(NominatimProvider provider, String words) {
        assertThatThrownBy(() -> provider.locate(ADDRESS))
                .isInstanceOfSatisfying(
                        TransientFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("GEOCODER_UNREACHABLE"))
                .hasMessageContaining(words)
                .hasNoCause()
                .message()
                .doesNotContain("Кокпек")
                .doesNotContain("Тайная");
    }

    private NominatimProvider provider(Duration timeout) {
        return new NominatimProvider(http, server.uri(), AGENT, "kz", rate, timeout);
    }

    private static String hit(String type, int rank) {
        return """
                [{"place_id": 1, "lat": "43.45", "lon": "78.65", "place_rank": %d, "addresstype": "%s", "name": "Көкпек"}]
                """.formatted(rank, type);
    }

    private static final class FakeRateLimit implements RateLimit {

        private static final Duration PAUSE = Duration.ofSeconds(5);

        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final List<Optional<Duration>> failures = new CopyOnWriteArrayList<>();
        private Optional<Deferred> refusal = Optional.empty();

        @Override
        public RequestTime take() {
            refusal.ifPresent(notYet -> {
                throw notYet;
            });
            taken.incrementAndGet();
            return new RequestTime(Instant.EPOCH, Optional.empty());
        }

        @Override
        public void answered(RequestTime time) {
            answered.incrementAndGet();
        }

        @Override
        public Duration failed(RequestTime time, Optional<Duration> retryAfter) {
            failures.add(retryAfter);
            return PAUSE;
        }
    }
}
