package kezek.places;

import java.net.URI;
import java.net.http.HttpClient;
import kezek.execution.ExecutionContext;
import kezek.lambda.Settings;
import kezek.table.Table;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Builds the geocoder that the environment asks for.
public final class Geocoders {

    private static final String HOME_COUNTRY_CODE = "kz";
    private static final String HOME_COUNTRY_CODE_OF_THREE = "KAZ";

    private Geocoders() {}

    /// Reads `GEOCODER`: who is asked for what the gazetteer does not know. `gazetteer`: nobody;
    /// `nominatim`: `NOMINATIM_URL`, as `GEOCODER_USER_AGENT`; `amazon-location`: Amazon Location in
    /// `AWS_REGION`, with the function's own credentials. `GAZETTEER_URI` adds a country's file of GeoNames
    /// to the gazetteer.
    ///
    /// @throws IllegalStateException if a variable is missing or says something else, or names a file that
    ///     cannot be read
    /// @throws IllegalArgumentException if that file is not what it should be
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

    /// As the service's endpoint rules have it.
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
