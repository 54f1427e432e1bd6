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

/// Finds out where an address is: the gazetteer, then what a provider answered before, then the provider.
///
/// - **A town is enough.** Offices stand in towns, and the nearest office does not change within one. So
///   nobody is asked for a street: a village is asked for once, whoever lives in it, and where exactly a
///   client lives never leaves the system.
/// - **The gazetteer comes before the cache**, and its answers are not stored: looking a name up in memory
///   is faster than reading the cache.
/// - **A region alone** goes to the provider, if there is one and the address names a settlement that it
///   could know. An outage then leaves the region ([#DEGRADED]); where the gazetteer knows nothing, the
///   outage is the answer, never "unknown". A provider that is only busy is waited for.
/// - **A foreign address** is [Place.Unknown] without asking anybody. A blank country counts as home only
///   when the town is known.
///
/// Thread-safe if cache and provider are.
public final class Geocoder {

    /// The source of a [Place.Unknown] that lies abroad.
    public static final String FOREIGN = "foreign";

    /// The source of a region's centre that had to do because the provider could not be asked.
    public static final String DEGRADED = "gazetteer-degraded";

    private static final int LONGEST_KEY = 300;

    private final Gazetteer gazetteer;
    private final HomeCountry home;
    private final Optional<Network> network;

    private record Network(PlaceCache cache, PlaceProvider provider) {}

    /// A geocoder that knows what the gazetteer knows.
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

    /// @return the place; [Place.Unknown] when everybody was asked and nobody knows it
    /// @throws TransientFailure `GEOCODER_UNREACHABLE` when the provider cannot be asked now and the
    ///     gazetteer does not even know the region; try again
    /// @throws kezek.failure.Deferred when the provider may not be asked yet; come back
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

    /// An answer that is no finer than a region is not better than the gazetteer's; and without a country
    /// it does not prove to be at home.
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

    /// What a provider understands: the settlement by its bare name, and the region by the name that it
    /// has today.
    private Address tidied(Address address) {
        return new Address(
                address.country(),
                gazetteer.regionOf(address).orElse(""),
                settlement(address).orElse(""),
                "",
                "");
    }

    /// One key for all spellings of a settlement, as far as case, punctuation and Kazakh letters go. The
    /// country is always home here. A key that is too long for a table keeps its beginning and a hash of
    /// the whole.
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
