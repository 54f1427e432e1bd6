package kezek.places;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Address;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.execution.Backoff;
import kezek.execution.ExecutionContext;
import kezek.http.RetryAfter;

/// Geocodes a settlement and its region with Amazon Location. It calls
/// [Geocode](https://docs.aws.amazon.com/location/latest/APIReference/API_geoplaces_Geocode.html) of the
/// Places API with `IntendedUse: Storage`, which the terms of service require for stored results.
///
/// It needs no [RateLimit], because AWS throttles requests itself (429). Requests that are throttled,
/// lost or answered with 5xx are sent up to [#ATTEMPTS] times. A whole country, or a result with a score
/// below [#LEAST_SCORE], becomes [Place.Unknown]. Messages never contain the address. Thread-safe.
public final class AmazonLocationProvider implements PlaceProvider {

    /// The [Place#source] of places that this provider found.
    public static final String SOURCE = "amazon-location";

    /// The name of the service in a signature.
    public static final String SERVICE = "geo-places";

    /// The timeout of one request. Three requests with the pauses between them fit into the 10-second
    /// timeout of the geocode function.
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    static final int ATTEMPTS = 3;

    /// The lowest accepted match score. The service always returns a result, even if nothing matches the
    /// query.
    static final double LEAST_SCORE = 0.7;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);

    /// The length limit of `QueryText`, in characters.
    private static final int LONGEST_QUESTION = 200;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProviderRequests requests;
    private final URI geocode;
    private final RequestSigner signer;
    private final String countryCode;
    private final Backoff backoff;

    /// @param endpoint e.g. `https://places.geo.eu-central-1.amazonaws.com`
    /// @param signer signs for [#SERVICE]
    /// @param countryCode ISO 3166-1 code of the country to search in, in capitals, e.g. `KAZ`
    public AmazonLocationProvider(
            HttpClient http, URI endpoint, RequestSigner signer, String countryCode, ExecutionContext execution) {
        this(http, endpoint, signer, countryCode, execution, REQUEST_TIMEOUT);
    }

    AmazonLocationProvider(
            HttpClient http,
            URI endpoint,
            RequestSigner signer,
            String countryCode,
            ExecutionContext execution,
            Duration requestTimeout) {
        this.requests = new ProviderRequests("Amazon Location", http, requestTimeout);
        this.geocode = URI.create(endpoint.toString().replaceAll("/+$", "") + "/v2/geocode");
        this.signer = signer;
        this.countryCode = countryCode;
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, execution);
    }

    @Override
    public Place locate(Address address) {
        String question = question(address);
        if (question.isEmpty()) {
            return new Place.Unknown(SOURCE);
        }
        try {
            HttpResponse<String> response = askPatiently(question);
            if (response.statusCode() != 200) {
                throw requests.outage(response);
            }
            return best(requests.json(response)).<Place>map(place -> place).orElseGet(() -> new Place.Unknown(SOURCE));
        } catch (ProviderOutage outage) {
            throw outage.toFailure(
                    "that the role may geo-places:Geocode, the region has Amazon Location, and its quota",
                    outage.retryAfter());
        }
    }

    private static String question(Address address) {
        String question = Stream.of(address.city(), address.region())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(", "));
        return question.substring(0, question.offsetByCodePoints(0, lengthOf(question)));
    }

    private static int lengthOf(String question) {
        return Math.min(LONGEST_QUESTION, question.codePointCount(0, question.length()));
    }

    private HttpResponse<String> askPatiently(String question) {
        for (int attempt = 0; ; attempt++) {
            backoff.before(attempt);
            boolean isLast = attempt == ATTEMPTS - 1;
            try {
                HttpResponse<String> response = requests.send(request(question));
                if (isLast || !isWorthAnotherTry(response)) {
                    return response;
                }
            } catch (ProviderOutage outage) {
                if (isLast) {
                    throw outage;
                }
            }
        }
    }

    /// A response with `Retry-After` is not retried here.
    private static boolean isWorthAnotherTry(HttpResponse<String> response) {
        boolean isBusy = response.statusCode() == 429 || response.statusCode() >= 500;
        return isBusy && RetryAfter.of(response).isEmpty();
    }

    /// Signs each attempt anew, because a signature contains the current time.
    private HttpRequest.Builder request(String question) {
        ObjectNode query = JSON.createObjectNode()
                .put("QueryText", question)
                .put("MaxResults", 1)
                .put("Language", "ru")
                .put("IntendedUse", "Storage");
        query.putObject("Filter").putArray("IncludeCountries").add(countryCode);
        byte[] body = requests.bytes(query);
        HttpRequest.Builder request = HttpRequest.newBuilder(geocode).POST(BodyPublishers.ofByteArray(body));
        signer.headers(geocode, body).forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request;
    }

    private Optional<Place.Located> best(JsonNode answer) {
        JsonNode items = answer.path("ResultItems");
        if (!answer.isObject() || !(items.isArray() || items.isMissingNode() || items.isNull())) {
            throw requests.outage("answered with something else than a list of places");
        }
        return items.isEmpty() ? Optional.empty() : place(items.get(0));
    }

    private Optional<Place.Located> place(JsonNode item) {
        boolean matches = item.path("MatchScores").path("Overall").asDouble(1) >= LEAST_SCORE;
        return precision(item.path("PlaceType").asText(""))
                .filter(precision -> matches)
                .map(precision ->
                        new Place.Located(point(item), precision, SOURCE, name(item.path("Address"), precision)));
    }

    private Point point(JsonNode item) {
        JsonNode position = item.path("Position");
        JsonNode longitude = position.path(0);
        JsonNode latitude = position.path(1);
        if (!longitude.isNumber() || !latitude.isNumber()) {
            throw requests.outage("answered with a place without usable coordinates");
        }
        try {
            return new Point(latitude.asDouble(), longitude.asDouble());
        } catch (IllegalArgumentException e) {
            throw requests.outage("answered with a place without usable coordinates");
        }
    }

    /// Returns the name of the settlement or region. The title of the result is not used, because the
    /// title of a house contains the street.
    private static String name(JsonNode address, Precision precision) {
        String locality = address.path("Locality").asText("");
        String region = address.path("Region").path("Name").asText("");
        return precision == Precision.REGION || locality.isEmpty() ? region : locality;
    }

    private static Optional<Precision> precision(String placeType) {
        return switch (placeType) {
            case "Locality", "District", "SubDistrict", "PostalCode" -> Optional.of(Precision.TOWN);
            case "Street", "Intersection", "Block", "SubBlock" -> Optional.of(Precision.STREET);
            case "PointAddress",
                    "InterpolatedAddress",
                    "SecondaryAddress",
                    "InferredSecondaryAddress",
                    "PointOfInterest" -> Optional.of(Precision.HOUSE);
            case "Region", "SubRegion" -> Optional.of(Precision.REGION);
            default -> Optional.empty();
        };
    }
}
