package kezek.places;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Address;
import kezek.domain.Place;
import kezek.domain.Precision;
import kezek.domain.Sha256;
import kezek.failure.TransientFailure;

/// Geocodes an address with the gazetteer, then the cache of earlier provider answers, then the provider.
///
/// - **A town is precise enough.** The nearest office does not change within a town. Requests therefore
///   never contain a street, one request per village serves all its clients, and the exact address of a
///   client never leaves the system.
/// - **The gazetteer comes before the cache**, and its results are not cached, because a lookup in memory
///   is faster than reading the cache.
/// - **If the gazetteer finds only a region**, the provider is asked, if one is configured and the
///   address names a settlement. If the provider is down, the result is the centre of the region
///   ([#DEGRADED]). If the gazetteer found nothing, the outage is reported as a failure, never as an
///   unknown place. If the provider is only busy, the request is deferred.
/// - **A foreign address** is [Place.Unknown], and no provider is asked. A blank country counts as the
///   home country only if the town is known.
///
/// Thread-safe if the cache and the provider are.
public final class Geocoder {

    /// The source of a [Place.Unknown] for a foreign address.
    public static final String FOREIGN = "foreign";

    /// The source of a region's centre that replaces the answer of an unreachable provider.
    public static final String DEGRADED = "gazetteer-degraded";

    private static final int LONGEST_KEY = 300;

    private final Gazetteer gazetteer;
    private final HomeCountry home;
    private final Optional<Network> network;

    private record Network(PlaceCache cache, PlaceProvider provider) {}

    /// Creates a geocoder that uses only the gazetteer.
    public Geocoder(Gazetteer gazetteer, HomeCountry home) {
        this(gazetteer, home, Optional.empty());
    }

    public Geocoder(Gazetteer gazetteer, HomeCountry home, PlaceCache cache, PlaceProvider provider) {
        this(gazetteer, home, Optional.of(new Network(cache, provider)));
    }

    private Geocoder(Gazetteer gazetteer, HomeCountry home, Optional<Network> network) {
        this.gazetteer = gazetteer;
        this.home = home;
        this.network = network;
    }

    /// @return the place; [Place.Unknown] if neither the gazetteer nor the provider knows it
    /// @throws TransientFailure `GEOCODER_UNREACHABLE` if the provider is unreachable and the gazetteer
    ///     does not know the region either
    /// @throws kezek.failure.Deferred if the rate limit does not allow a request yet
    public Place locate(Address address) {
        boolean countryGiven = !address.country().isBlank();
        if (countryGiven && !home.isHome(address.country())) {
            return new Place.Unknown(FOREIGN);
        }
        Optional<Place.Located> known = gazetteer.find(address);
        if (known.isPresent() && isInTown(known.get())) {
            return known.get();
        }
        Optional<Place.Located> region = known.filter(place -> countryGiven);
        if (network.isEmpty() || !namesSettlement(address)) {
            return orUnknown(region, Gazetteer.SOURCE);
        }
        return askNetwork(network.get(), tidied(address), region);
    }

    private Place askNetwork(Network network, Address address, Optional<Place.Located> region) {
        String key = cacheKey(address);
        Optional<Place> cached = network.cache().get(key);
        if (cached.isPresent()) {
            return settle(cached.get(), region);
        }
        Place answer;
        try {
            answer = network.provider().locate(address);
        } catch (TransientFailure failure) {
            return region.filter(place -> failure.code().equals(PlaceProvider.UNREACHABLE))
                    .map(Geocoder::degraded)
                    .orElseThrow(() -> failure);
        }
        network.cache().put(key, answer);
        return settle(answer, region);
    }

    /// A provider result that is no finer than a region is not better than the result of the gazetteer.
    /// If the country is blank, such a result does not prove that the address is in the home country.
    private static Place settle(Place answer, Optional<Place.Located> region) {
        return switch (answer) {
            case Place.Located located -> isInTown(located) ? located : orUnknown(region, located.source());
            case Place.Unknown unknown -> orUnknown(region, unknown.source());
        };
    }

    private static Place orUnknown(Optional<Place.Located> place, String source) {
        return place.map(Place.class::cast).orElseGet(() -> new Place.Unknown(source));
    }

    private static boolean isInTown(Place.Located place) {
        return place.precision().compareTo(Precision.TOWN) <= 0;
    }

    private static Place.Located degraded(Place.Located region) {
        return new Place.Located(region.point(), region.precision(), DEGRADED, region.name());
    }

    private static boolean namesSettlement(Address address) {
        return settlement(address).isPresent();
    }

    private static Optional<String> settlement(Address address) {
        Stream<AddressPart> city = AddressPart.of(address.city()).stream().filter(AddressPart.namesSettlement());
        Stream<AddressPart> street =
                AddressPart.of(address.street()).stream().filter(part -> part.is(AddressPart.Kind.SETTLEMENT));
        return Stream.concat(city, street).map(AddressPart::text).findFirst();
    }

    /// Simplifies the address for a provider: the bare name of the settlement, and the current name of
    /// the region.
    private Address tidied(Address address) {
        return new Address(
                address.country(),
                gazetteer.regionOf(address).orElse(""),
                settlement(address).orElse(""),
                "",
                "");
    }

    /// Builds a cache key that ignores case, punctuation and Kazakh letters. The country is always the
    /// home country here. A key that is too long for the table is truncated, and a hash of the whole key
    /// is appended.
    private static String cacheKey(Address address) {
        String key = Stream.of("home", PlaceNames.plain(address.region()), PlaceNames.plain(address.city()))
                .collect(Collectors.joining("|"));
        if (key.length() <= LONGEST_KEY) {
            return key;
        }
        String hash = HexFormat.of().formatHex(Sha256.digest().digest(key.getBytes(StandardCharsets.UTF_8)));
        return key.substring(0, LONGEST_KEY - hash.length() - 1) + "#" + hash;
    }
}
