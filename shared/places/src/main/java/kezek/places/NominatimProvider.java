package kezek.places;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Address;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;

/// Geocodes a settlement and its region with a
/// [Nominatim](https://nominatim.org/release-docs/latest/api/Search/) server. Each lookup sends one
/// request, after it has taken a request time from the [RateLimit]. The User-Agent identifies the sender,
/// as the [usage policy](https://operations.osmfoundation.org/policies/nominatim/) requires.
///
/// If the result is a country, the place is [Place.Unknown]. Any response other than a well-formed one
/// with status 200 is an outage. A `Retry-After` header in a 429 or 503 response pauses the requests of
/// the whole system. Messages never contain the address. Thread-safe.
public final class NominatimProvider implements PlaceProvider {

    /// The [Place#source] of places that this provider found.
    public static final String SOURCE = "nominatim";

    /// The connect timeout that the [HttpClient] must use.
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /// The timeout of one request, from the first to the last byte.
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(4);

    private static final Set<String> HOUSE_TYPES = Set.of("house", "building", "house_number", "place");
    private static final Set<String> TOWN_TYPES = Set.of(
            "city",
            "town",
            "village",
            "hamlet",
            "municipality",
            "isolated_dwelling",
            "suburb",
            "borough",
            "city_district",
            "quarter",
            "neighbourhood",
            "residential",
            "allotments",
            "farm");
    private static final Set<String> REGION_TYPES =
            Set.of("state", "region", "province", "county", "district", "state_district");

    private final ProviderRequests requests;
    private final URI server;
    private final String userAgent;
    private final String countryCode;
    private final RateLimit rateLimit;

    /// @param http with [#CONNECT_TIMEOUT]
    /// @param server e.g. `https://nominatim.openstreetmap.org`
    /// @param userAgent identifies the sender and contains contact details
    /// @param countryCode ISO 3166-1 code of the country to search in, e.g. `kz`
    public NominatimProvider(HttpClient http, URI server, String userAgent, String countryCode, RateLimit rateLimit) {
        this(http, server, userAgent, countryCode, rateLimit, REQUEST_TIMEOUT);
    }

    NominatimProvider(
            HttpClient http,
            URI server,
            String userAgent,
            String countryCode,
            RateLimit rateLimit,
            Duration requestTimeout) {
        if (userAgent.isBlank()) {
            throw new IllegalArgumentException(
                    "the User-Agent for Nominatim is empty; its usage policy wants one that names you");
        }
        this.server = server;
        this.userAgent = userAgent;
        this.countryCode = countryCode;
        this.rateLimit = rateLimit;
        this.requests = new ProviderRequests("Nominatim", http, requestTimeout);
    }

    @Override
    public Place locate(Address address) {
        String question = inOneLine(address);
        if (question.isEmpty()) {
            return new Place.Unknown(SOURCE);
        }
        RateLimit.RequestTime time = rateLimit.take();
        try {
            Optional<Place.Located> found = ask(question);
            rateLimit.answered(time);
            return found.<Place>map(place -> place).orElseGet(() -> new Place.Unknown(SOURCE));
        } catch (ProviderOutage outage) {
            Duration pause = rateLimit.failed(time, outage.retryAfter());
            throw outage.toFailure("NOMINATIM_URL and the server's usage policy", Optional.of(pause));
        }
    }

    private static String inOneLine(Address address) {
        return Stream.of(address.city(), address.region())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(", "));
    }

    private Optional<Place.Located> ask(String question) {
        HttpResponse<String> response = requests.send(request(question));
        if (response.statusCode() != 200) {
            throw requests.outage(response);
        }
        return best(requests.json(response));
    }

    private HttpRequest.Builder request(String question) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("q", question);
        parameters.put("countrycodes", countryCode);
        parameters.put("format", "jsonv2");
        // Otherwise a shop or bus stop with the village's name in another town may rank first.
        parameters.put("layer", "address");
        parameters.put("limit", "1");
        String encoded = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String base = server.toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + "/search?" + encoded))
                .header("User-Agent", userAgent)
                .header("Accept-Language", "ru");
    }

    private Optional<Place.Located> best(JsonNode answer) {
        if (!answer.isArray()) {
            throw requests.outage("answered with something else than a list of places");
        }
        return answer.isEmpty() ? Optional.empty() : place(answer.get(0));
    }

    private Optional<Place.Located> place(JsonNode found) {
        return precision(found).map(precision -> new Place.Located(point(found), precision, SOURCE, name(found)));
    }

    /// A house has no name, and its number would be part of an address, so only its kind is returned.
    private static String name(JsonNode found) {
        String name = found.path("name").asText("");
        return name.isBlank() ? found.path("addresstype").asText("") : name;
    }

    private Point point(JsonNode found) {
        try {
            return new Point(
                    Double.parseDouble(found.path("lat").asText()),
                    Double.parseDouble(found.path("lon").asText()));
        } catch (IllegalArgumentException e) {
            throw requests.outage("answered with a place without usable coordinates");
        }
    }

    /// Uses `addresstype` or, if its value is unknown,
    /// [place_rank](https://nominatim.org/release-docs/latest/customize/Ranking/).
    private static Optional<Precision> precision(JsonNode found) {
        String type = found.path("addresstype").asText("");
        if (type.equals("country")) {
            return Optional.empty();
        }
        if (TOWN_TYPES.contains(type)) {
            return Optional.of(Precision.TOWN);
        }
        if (REGION_TYPES.contains(type)) {
            return Optional.of(Precision.REGION);
        }
        if (type.equals("road")) {
            return Optional.of(Precision.STREET);
        }
        return HOUSE_TYPES.contains(type)
                ? Optional.of(Precision.HOUSE)
                : ofRank(found.path("place_rank").asInt(0));
    }

    private static Optional<Precision> ofRank(int rank) {
        if (rank >= 28) {
            return Optional.of(Precision.HOUSE);
        }
        if (rank >= 26) {
            return Optional.of(Precision.STREET);
        }
        if (rank >= 13) {
            return Optional.of(Precision.TOWN);
        }
        return rank >= 5 ? Optional.of(Precision.REGION) : Optional.empty();
    }
}
