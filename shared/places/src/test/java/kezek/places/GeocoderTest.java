package kezek.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kezek.domain.Address;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.failure.Deferred;
import kezek.failure.TransientFailure;
import org.junit.jupiter.api.Test;

class GeocoderTest {

    private static final Place.Located VILLAGE =
            new Place.Located(new Point(43.5, 77.5), Precision.STREET, "nominatim", "Ақтерек");
    private static final Place UNKNOWN = new Place.Unknown("nominatim");
    private static final String HOME = "Казахстан";

    private final FakeCache cache = new FakeCache();
    private final FakeProvider provider = new FakeProvider();
    private final HomeCountry home = new HomeCountry(Set.of(HOME, "Қазақстан", "KZ"));
    private final Geocoder geocoder = new Geocoder(Gazetteer.bundled(), home, cache, provider);
    private final Geocoder offline = new Geocoder(Gazetteer.bundled(), home);

    @Test
    void locate_whenTheGazetteerKnowsTheTown_asksAndStoresNothing() {
        Place place = geocoder.locate(address(HOME, "Алматинская", "Тургень", "ул. Школьная", "3"));

        assertThat(nameOf(place)).isEqualTo("Тургень");
        assertThat(provider.asked).isEmpty();
        assertThat(cache.reads).isZero();
        assertThat(cache.places).isEmpty();
    }

    @Test
    void locate_whenTheCountryIsForeign_asksNobody() {
        assertThat(geocoder.locate(address("Россия", "", "Алматы", "", "")))
                .isEqualTo(new Place.Unknown(Geocoder.FOREIGN));
        assertThat(provider.asked).isEmpty();
    }

    @Test
    void locate_whenTheCountryIsBlank_isAtHomeOnlyWithATown() {
        assertThat(nameOf(offline.locate(address("", "Mangystau obl.", "Aktau", "", ""))))
                .isEqualTo("Актау");
        assertThat(offline.locate(address("", "Mangystau obl.", "", "", "")))
                .isEqualTo(new Place.Unknown(Gazetteer.SOURCE));
        assertThat(nameOf(offline.locate(address("KZ", "Mangystau obl.", "", "", ""))))
                .isEqualTo("Мангистауская область");
    }

    @Test
    void locate_whenTheCountryIsBlankAndTheProviderKnowsNoMoreThanARegion_isUnknown() {
        provider.answer = new Place.Located(VILLAGE.point(), Precision.REGION, "nominatim", "Область");

        assertThat(geocoder.locate(address("", "Алматинская", "Неведомое", "", "")))
                .isEqualTo(new Place.Unknown("nominatim"));
    }

    @Test
    void locate_whenOnlyTheRegionIsKnown_asksTheProviderOnceAndStoresItsAnswer() {
        provider.answer = VILLAGE;

        Place first = geocoder.locate(address(HOME, "Алматинская обл.", "с. Неведомое", "ул. Абая", "5"));
        Place again = geocoder.locate(address("Қазақстан", "алматинская", "НЕВЕДОМОЕ", "ул. Ауэзова", "7"));

        assertThat(first).isEqualTo(VILLAGE);
        assertThat(again).isEqualTo(VILLAGE);
        assertThat(provider.asked).containsExactly(address(HOME, "Алматинская область", "Неведомое", "", ""));
        assertThat(cache.places).containsExactly(Map.entry("home|алматинская область|неведомое", VILLAGE));
    }

    @Test
    void locate_whenOnlyTheHouseDiffers_doesNotAskAgain() {
        provider.answer = VILLAGE;

        geocoder.locate(address(HOME, "", "Неведомое", "ул. Абая", "5/1"));
        geocoder.locate(address(HOME, "", "Неведомое", "ул. Абая", "51"));

        assertThat(provider.asked).containsExactly(address(HOME, "", "Неведомое", "", ""));
    }

    @Test
    void locate_whenTheProviderDoesNotKnow_storesThatAndFallsBackToTheRegion() {
        provider.answer = UNKNOWN;

        Place withRegion = geocoder.locate(address(HOME, "Алматинская", "Неведомое", "", ""));
        Place without = geocoder.locate(address(HOME, "", "Неведомое", "", ""));

        assertThat(withRegion)
                .isEqualTo(Gazetteer.bundled()
                        .find(address("", "Алматинская", "", "", ""))
                        .orElseThrow());
        assertThat(without).isEqualTo(UNKNOWN);
        assertThat(cache.places.values()).containsExactly(UNKNOWN, UNKNOWN);
    }

    @Test
    void locate_whenTheProviderIsOutAndTheRegionIsKnown_degradesToItAndStoresNothing() {
        provider.outage = Optional.of(new TransientFailure("GEOCODER_UNREACHABLE", "out"));

        Place place = geocoder.locate(address(HOME, "Алматинская", "Неведомое", "", ""));

        assertThat(place).isInstanceOfSatisfying(Place.Located.class, located -> {
            assertThat(located.precision()).isEqualTo(Precision.REGION);
            assertThat(located.source()).isEqualTo(Geocoder.DEGRADED);
        });
        assertThat(cache.places).isEmpty();
    }

    @Test
    void locate_whenTheProviderIsOutAndNothingIsKnown_failsAndStoresNothing() {
        TransientFailure outage = new TransientFailure("GEOCODER_UNREACHABLE", "out");
        provider.outage = Optional.of(outage);

        assertThatThrownBy(() -> geocoder.locate(address(HOME, "", "Неведомое", "", "")))
                .isSameAs(outage);
        assertThatThrownBy(() -> geocoder.locate(address("", "Алматинская", "Неведомое", "", "")))
                .isSameAs(outage);
        assertThat(cache.places).isEmpty();
    }

    @Test
    void locate_whenTheProviderIsOnlyBusy_waitsForItInsteadOfDegrading() {
        Deferred notYet = new Deferred(Duration.ofMinutes(1), "others were first");
        provider.outage = Optional.of(notYet);

        assertThatThrownBy(() -> geocoder.locate(address(HOME, "Алматинская", "Неведомое", "", "")))
                .isSameAs(notYet);
        assertThat(cache.places).isEmpty();
    }

    @Test
    void locate_whenTheTableIsBusy_doesNotTakeItForAnOutage() {
        TransientFailure busy = new TransientFailure("STORE_BUSY", "not now");
        provider.outage = Optional.of(busy);

        assertThatThrownBy(() -> geocoder.locate(address(HOME, "Алматинская", "Неведомое", "", "")))
                .isSameAs(busy);
    }

    @Test
    void locate_whenNoSettlementIsNamed_asksNobody() {
        assertThat(nameOf(geocoder.locate(address(HOME, "Алматинская", "", "ул. Абая", "5"))))
                .isEqualTo("Алматинская область");
        assertThat(geocoder.locate(address(HOME, "", "", "", ""))).isEqualTo(new Place.Unknown(Gazetteer.SOURCE));
        assertThat(geocoder.locate(address(HOME, "", "—", "ул. Абая", "5")))
                .isEqualTo(new Place.Unknown(Gazetteer.SOURCE));
        assertThat(provider.asked).isEmpty();
    }

    @Test
    void locate_whenTheAddressIsVeryLong_keepsTheKeyShortAndDistinct() {
        provider.answer = UNKNOWN;

        geocoder.locate(address(HOME, "", "Неведомое " + "село".repeat(500) + "а", "", ""));
        geocoder.locate(address(HOME, "", "Неведомое " + "село".repeat(500) + "б", "", ""));

        assertThat(cache.places.keySet())
                .hasSize(2)
                .allSatisfy(key -> assertThat(key).hasSizeLessThanOrEqualTo(300));
    }

    private static Address address(String country, String region, String city, String street, String house) {
        return new Address(country, region, city, street, house);
    }

    private static String nameOf(Place place) {
        return switch (place) {
            case Place.Located located -> located.name();
            case Place.Unknown unknown -> "unknown";
        };
    }

    private static final class FakeProvider implements PlaceProvider {

        private final List<Address> asked = new ArrayList<>();
        private Place answer = UNKNOWN;
        private Optional<RuntimeException> outage = Optional.empty();

        @Override
        public Place locate(Address address) {
            asked.add(address);
            outage.ifPresent(failure -> {
                throw failure;
            });
            return answer;
        }
    }

    private static final class FakeCache implements PlaceCache {

        private final Map<String, Place> places = new HashMap<>();
        private int reads;

        @Override
        public Optional<Place> get(String key) {
            reads++;
            return Optional.ofNullable(places.get(key));
        }

        @Override
        public void put(String key, Place place) {
            places.put(key, place);
        }
    }
}
