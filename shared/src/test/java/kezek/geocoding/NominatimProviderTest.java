package kezek.geocoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import kezek.domain.Address;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.failure.NotYet;
import kezek.failure.TransientFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NominatimProviderTest {

    private static final Address ADDRESS = new Address("Казахстан", "Алматинская область", "Кокпек", "Тайная", "3");
    private static final String AGENT = "kezek-test (ops@example.org)";

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final List<String> agents = new CopyOnWriteArrayList<>();
    private final FakeRateLimit rate = new FakeRateLimit();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(NominatimProvider.CONNECT_TIMEOUT)
            .build();
    private HttpServer server;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            queries.add(exchange.getRequestURI().getPath() + "?"
                    + URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8));
            agents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
            try (exchange) {
                answers.remove().to(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        http.shutdownNow();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void locate_whenItHits_asksForTheSettlementAloneAndNamesItself() {
        answers.add(json(200, hit("road", 26)));

        Place place = provider(Duration.ofSeconds(4)).locate(ADDRESS);

        assertThat(place)
                .isEqualTo(new Place.Located(new Point(43.45, 78.65), Precision.STREET, "nominatim", "Көкпек"));
        assertThat(queries)
                .containsExactly("/search?q=Кокпек, Алматинская область"
                        + "&countrycodes=kz&format=jsonv2&layer=address&limit=1");
        assertThat(agents).containsExactly(AGENT);
        assertThat(rate.taken).hasValue(1);
        assertThat(rate.answered).hasValue(1);
    }

    @Test
    void locate_whenTheListIsEmpty_isUnknown() {
        answers.add(json(200, "[]"));

        assertThat(provider(Duration.ofSeconds(4)).locate(ADDRESS)).isEqualTo(new Place.Unknown("nominatim"));
        assertThat(rate.answered).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"429, 7, PT7S", "503, 120, PT2M", "503, soon, ", "503, -1, "})
    void locate_whenTheServerSaysWhenToComeBack_tellsTheRateLimitAndTheCaller(
            int status, String retryAfter, Duration wanted) {
        answers.add(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            exchange.sendResponseHeaders(status, -1);
        });

        assertOutage(provider(Duration.ofSeconds(4)), String.valueOf(status));
        assertThat(rate.failures).containsExactly(Optional.ofNullable(wanted));
    }

    @Test
    void locate_whenTheServerSaysWhenToComeBack_theFailureSaysIt() {
        answers.add(json(503, ""));

        assertThatThrownBy(() -> provider(Duration.ofSeconds(4)).locate(ADDRESS))
                .asInstanceOf(type(TransientFailure.class))
                .returns(Optional.of(FakeRateLimit.PAUSE), TransientFailure::retryAfter);
    }

    @Test
    void retryAfter_mayBeADate() {
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 10:00:30 GMT", clock)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 09:00:00 GMT", clock)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("99999999999999999999", clock)).isEmpty();
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
        answers.add(json(200, hit(type, rank)));

        assertThat(provider(Duration.ofSeconds(4)).locate(ADDRESS))
                .isInstanceOfSatisfying(
                        Place.Located.class,
                        found -> assertThat(found.precision()).isEqualTo(expected));
    }

    @Test
    void locate_whenAHouseHasNoName_tellsItsKind() {
        answers.add(json(200, hit("house", 30).replace("Көкпек", "")));

        assertThat(provider(Duration.ofSeconds(4)).locate(ADDRESS))
                .isInstanceOfSatisfying(
                        Place.Located.class, found -> assertThat(found.name()).isEqualTo("house"));
    }

    @Test
    void locate_whenOnlyTheCountryIsFound_isUnknown() {
        answers.add(json(200, hit("country", 4)));

        assertThat(provider(Duration.ofSeconds(4)).locate(ADDRESS)).isEqualTo(new Place.Unknown("nominatim"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 403, 429, 500, 502, 503})
    void locate_whenTheStatusIsNot200_isAnOutage(int status) {
        answers.add(json(status, "Кокпек"));

        assertOutage(provider(Duration.ofSeconds(4)), String.valueOf(status));
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
        answers.add(json(200, body));

        assertOutage(provider(Duration.ofSeconds(4)), "answered with");
    }

    @Test
    void locate_whenTheAnswerIsHuge_isAnOutage() {
        answers.add(json(200, "[" + " ".repeat(2 << 20) + "]"));

        assertOutage(provider(Duration.ofSeconds(4)), "could not be asked");
    }

    @Test
    void locate_whenNoAnswerComes_isAnOutage() {
        answers.add(exchange -> hanging.await());

        assertOutage(provider(Duration.ofMillis(200)), "Nominatim");
    }

    @Test
    void locate_whenTheBodyTricklesIn_isAnOutage() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('[');
            exchange.getResponseBody().flush();
            hanging.await();
        });

        assertOutage(provider(Duration.ofMillis(200)), "did not answer within");
    }

    @Test
    void locate_whenNobodyListens_isAnOutage() {
        NominatimProvider provider = provider(Duration.ofSeconds(4));
        server.stop(0);

        assertOutage(provider, "could not be asked");
    }

    @Test
    void locate_whenNoSlotIsFree_sendsNothing() {
        NotYet notYet = new NotYet(Duration.ofMinutes(1), "no slot");
        rate.refusal = Optional.of(notYet);

        assertThatThrownBy(() -> provider(Duration.ofSeconds(4)).locate(ADDRESS))
                .isSameAs(notYet);
        assertThat(queries).isEmpty();
        assertThat(rate.failures).isEmpty();
    }

    @Test
    void locate_whenTheAddressIsEmpty_isUnknownWithoutAsking() {
        assertThat(provider(Duration.ofSeconds(4)).locate(new Address("", "", "", "", "")))
                .isEqualTo(new Place.Unknown("nominatim"));
        assertThat(rate.taken).hasValue(0);
    }

    @Test
    void constructor_withoutAUserAgent_refuses() {
        assertThatThrownBy(() -> new NominatimProvider(http, uri(), " ", "kz", rate))
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
        return new NominatimProvider(http, uri(), AGENT, "kz", rate, timeout);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static String hit(String type, int rank) {
        return """
                [{"place_id": 1, "lat": "43.45", "lon": "78.65", "place_rank": %d, "addresstype": "%s", "name": "Көкпек"}]
                """.formatted(rank, type);
    }

    private static Answer json(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static final class FakeRateLimit implements RateLimit {

        private static final Duration PAUSE = Duration.ofSeconds(5);

        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final List<Optional<Duration>> failures = new CopyOnWriteArrayList<>();
        private Optional<NotYet> refusal = Optional.empty();

        @Override
        public Slot take() {
            refusal.ifPresent(notYet -> {
                throw notYet;
            });
            taken.incrementAndGet();
            return new Slot(Instant.EPOCH, Optional.empty());
        }

        @Override
        public void answered(Slot slot) {
            answered.incrementAndGet();
        }

        @Override
        public Duration failed(Slot slot, Optional<Duration> retryAfter) {
            failures.add(retryAfter);
            return PAUSE;
        }
    }
}
