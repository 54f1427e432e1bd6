package kezek.lambda;

import java.net.URI;
import java.net.http.HttpClient;
import kezek.execution.Surroundings;
import kezek.geocoding.Gazetteer;
import kezek.geocoding.Geocoder;
import kezek.geocoding.HomeCountry;
import kezek.geocoding.NominatimProvider;
import kezek.geocoding.RateLimit;
import kezek.rules.RulesFile;
import kezek.store.PlaceStore;
import kezek.store.StoredRateLimit;
import kezek.store.Table;

/// Builds the geocoder that the environment asks for.
public final class Geocoders {

    private static final String HOME_COUNTRY_CODE = "kz";

    private Geocoders() {}

    /// Reads `GEOCODER`: `gazetteer` asks nobody; `nominatim` asks `NOMINATIM_URL`, as
    /// `GEOCODER_USER_AGENT`, for what the gazetteer does not know.
    ///
    /// @throws IllegalStateException if a variable is missing or says something else
    public static Geocoder from(Settings settings, Table table, Surroundings surroundings) {
        HomeCountry home = new HomeCountry(RulesFile.standard().homeCountries());
        Gazetteer gazetteer = Gazetteer.bundled();
        String kind = settings.required("GEOCODER");
        return switch (kind) {
            case "gazetteer" -> new Geocoder(gazetteer, home);
            case "nominatim" -> {
                RateLimit rate = new StoredRateLimit(table, NominatimProvider.SOURCE, surroundings);
                PlaceStore cache = new PlaceStore(table, surroundings.clock());
                yield new Geocoder(gazetteer, home, cache, nominatim(settings, rate));
            }
            default ->
                throw new IllegalStateException(
                        "the environment variable GEOCODER must be gazetteer or nominatim, but is \"" + kind + "\"");
        };
    }

    private static NominatimProvider nominatim(Settings settings, RateLimit rate) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(NominatimProvider.CONNECT_TIMEOUT)
                .build();
        return new NominatimProvider(
                http,
                URI.create(settings.required("NOMINATIM_URL")),
                settings.required("GEOCODER_USER_AGENT"),
                HOME_COUNTRY_CODE,
                rate);
    }
}
