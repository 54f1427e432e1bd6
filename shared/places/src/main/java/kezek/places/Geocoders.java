package kezek.places;

import java.net.URI;
import java.net.http.HttpClient;
import kezek.execution.ExecutionContext;
import kezek.lambda.Settings;
import kezek.table.Table;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Creates the geocoder that the environment variables configure.
public final class Geocoders {

    private static final String HOME_COUNTRY_CODE = "kz";
    private static final String HOME_COUNTRY_CODE_OF_THREE = "KAZ";

    private Geocoders() {}

    /// Reads `GEOCODER`, which selects the provider for addresses that the gazetteer does not know:
    ///
    /// - `gazetteer`: no provider
    /// - `nominatim`: the server at `NOMINATIM_URL`, with the User-Agent `GEOCODER_USER_AGENT`
    /// - `amazon-location`: Amazon Location in `AWS_REGION`, with the credentials of the function
    ///
    /// `GAZETTEER_URI` adds a GeoNames country file to the gazetteer.
    ///
    /// @throws IllegalStateException if a variable is missing or invalid, or names a file that cannot be
    ///     read
    /// @throws IllegalArgumentException if that file is invalid
    public static Geocoder from(Settings settings, HomeCountry home, Table table, ExecutionContext execution) {
        String kind = settings.required("GEOCODER");
        Gazetteer gazetteer = GazetteerFile.from(settings);
        return switch (kind) {
            case "gazetteer" -> new Geocoder(gazetteer, home);
            case NominatimProvider.SOURCE ->
                withNetwork(
                        gazetteer,
                        home,
                        table,
                        execution,
                        nominatim(settings, new StoredRateLimit(table, NominatimProvider.SOURCE, execution)));
            case AmazonLocationProvider.SOURCE ->
                withNetwork(gazetteer, home, table, execution, amazonLocation(settings, execution));
            default ->
                throw new IllegalStateException(
                        "the environment variable GEOCODER must be gazetteer, nominatim or amazon-location, but is \""
                                + kind + "\"");
        };
    }

    private static Geocoder withNetwork(
            Gazetteer gazetteer, HomeCountry home, Table table, ExecutionContext execution, PlaceProvider provider) {
        return new Geocoder(gazetteer, home, new PlaceStore(table, execution.clock()), provider);
    }

    private static NominatimProvider nominatim(Settings settings, RateLimit rate) {
        return new NominatimProvider(
                http(),
                URI.create(settings.required("NOMINATIM_URL")),
                settings.required("GEOCODER_USER_AGENT"),
                HOME_COUNTRY_CODE,
                rate);
    }

    private static AmazonLocationProvider amazonLocation(Settings settings, ExecutionContext execution) {
        Region region = Region.of(settings.required("AWS_REGION"));
        URI endpoint = settings.endpoint("GEO_PLACES").orElseGet(() -> placesOf(region));
        SigV4 signer =
                new SigV4(DefaultCredentialsProvider.builder().build(), region.id(), AmazonLocationProvider.SERVICE);
        return new AmazonLocationProvider(http(), endpoint, signer, HOME_COUNTRY_CODE_OF_THREE, execution);
    }

    /// Follows the endpoint rules of the service.
    private static URI placesOf(Region region) {
        String suffix = region.metadata() == null
                ? "amazonaws.com"
                : region.metadata().partition().dnsSuffix();
        String host = suffix.equals("amazonaws.com") ? "places.geo" : "geo-places";
        return URI.create("https://" + host + "." + region.id() + "." + suffix);
    }

    private static HttpClient http() {
        return HttpClient.newBuilder()
                .connectTimeout(NominatimProvider.CONNECT_TIMEOUT)
                .build();
    }
}
