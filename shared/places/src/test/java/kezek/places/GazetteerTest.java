package kezek.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Address;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import net.sf.geographiclib.Geodesic;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GazetteerTest {

    private static final List<Town> TOWNS = GazetteerFiles.towns(GazetteerFiles.bundled("gazetteer.csv"));
    private static final List<Region> REGIONS = GazetteerFiles.regions(GazetteerFiles.bundled("regions.csv"));

    private final Gazetteer gazetteer = Gazetteer.bundled();

    @TestFactory
    Stream<DynamicTest> places() throws IOException {
        return places("places.csv").stream()
                .map(row -> DynamicTest.dynamicTest(
                        String.join(" | ", row.get("region"), row.get("city"), row.get("street")), () -> check(row)));
    }

    private void check(Map<String, String> row) {
        Address address = new Address("", row.get("region"), row.get("city"), row.get("street"), "");

        List<String> found = gazetteer.find(address).stream()
                .map(place -> place.name() + " " + place.precision())
                .toList();

        assertThat(found)
                .isEqualTo(
                        row.get("name").equals("-")
                                ? List.of()
                                : List.of(row.get("name") + " " + row.get("precision")));
        if (!row.get("in").isEmpty()) {
            assertThat(gazetteer.find(address).map(this::regionOf)).contains(row.get("in"));
        }
    }

    private String regionOf(Place.Located place) {
        return TOWNS.stream()
                .filter(town -> town.name().equals(place.name()) && town.point().equals(place.point()))
                .findFirst()
                .orElseThrow()
                .region();
    }

    private static List<Map<String, String>> places(String file) throws IOException {
        CsvSchema schema = CsvSchema.emptySchema().withHeader().withComments();
        try (InputStream csv = GazetteerTest.class.getResourceAsStream(file)) {
            return new CsvMapper()
                    .readerForMapOf(String.class)
                    .with(schema)
                    .<Map<String, String>>readValues(csv)
                    .readAll();
        }
    }

    @Test
    void bundled_hasEveryRegionWithItsCityAndNoRowTwice() {
        Set<String> today = REGIONS.stream()
                .filter(region -> region.kind() != Region.Kind.FORMER)
                .map(Region::name)
                .collect(Collectors.toSet());
        List<String> cities = TOWNS.stream()
                .filter(town -> town.kind() == Town.Kind.CITY)
                .map(Town::region)
                .toList();

        assertThat(today).hasSize(20);
        assertThat(cities).containsExactlyInAnyOrderElementsOf(today);
        assertThat(TOWNS).extracting(town -> town.name() + ", " + town.region()).doesNotHaveDuplicates();
        assertThat(TOWNS).hasSizeGreaterThan(600);
    }

    /// According to the official statistics of 2024, there are 90 towns.
    @Test
    void bundled_hasAllTownsOfEveryRegion() {
        Map<String, Long> towns = TOWNS.stream()
                .filter(town -> town.kind().compareTo(Town.Kind.TOWN) <= 0)
                .collect(Collectors.groupingBy(Town::region, Collectors.counting()));

        assertThat(towns)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("город Алматы", 1L),
                        Map.entry("город Астана", 1L),
                        Map.entry("город Шымкент", 1L),
                        Map.entry("Акмолинская область", 11L),
                        Map.entry("Актюбинская область", 8L),
                        Map.entry("Алматинская область", 5L),
                        Map.entry("Атырауская область", 2L),
                        Map.entry("Восточно-Казахстанская область", 6L),
                        Map.entry("Жамбылская область", 4L),
                        Map.entry("Западно-Казахстанская область", 2L),
                        Map.entry("Карагандинская область", 8L),
                        Map.entry("Костанайская область", 6L),
                        Map.entry("Кызылординская область", 4L),
                        Map.entry("Мангистауская область", 3L),
                        Map.entry("Павлодарская область", 3L),
                        Map.entry("Северо-Казахстанская область", 5L),
                        Map.entry("Туркестанская область", 7L),
                        Map.entry("область Абай", 4L),
                        Map.entry("область Жетысу", 6L),
                        Map.entry("область Улытау", 3L)));
    }

    @Test
    void bundled_hasTheCentresOfTheDistricts_andNamesInThreeScripts() {
        assertThat(TOWNS.stream().filter(town -> !town.districts().isEmpty())).hasSizeGreaterThanOrEqualTo(170);
        // Each row has at least a Kazakh and a Latin name. The Kazakh name is repeated if it equals the
        // Russian one.
        assertThat(TOWNS).allSatisfy(town -> assertThat(town.otherNames()).hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    void bundled_findsEveryPlaceByItsNameInItsRegion() {
        assertThat(TOWNS)
                .allSatisfy(town -> assertThat(
                                pointOf(town.region(), town.name().toUpperCase(Locale.ROOT)))
                        .contains(town.point()));
    }

    /// Not all places are found, because some share a Kazakh or former name with a more important place
    /// of their region.
    @Test
    void bundled_findsNearlyEveryPlaceByItsOtherNamesInItsRegion() {
        List<String> others = TOWNS.stream()
                .flatMap(town -> town.otherNames().stream()
                        .filter(name -> !pointOf(town.region(), name).equals(Optional.of(town.point())))
                        .map(name -> name + " of " + town.name()))
                .toList();

        assertThat(others).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void bundled_findsEveryDistrictInItsRegion() {
        assertThat(TOWNS)
                .allSatisfy(town -> assertThat(town.districts())
                        .allSatisfy(district -> assertThat(pointOf(town.region(), district + " район"))
                                .contains(town.point())));
    }

    private Optional<Point> pointOf(String region, String city) {
        return gazetteer.find(new Address("", region, city, "", "")).map(Place.Located::point);
    }

    @Test
    void bundled_liesInKazakhstanAndNearTheCentreOfItsRegion() {
        Map<String, Region> regions = REGIONS.stream().collect(Collectors.toMap(Region::name, region -> region));

        assertThat(TOWNS).allSatisfy(town -> {
            Region region = regions.get(town.region());
            double km = Geodesic.WGS84.Inverse(
                                    town.point().latitude(),
                                    town.point().longitude(),
                                    region.centre().latitude(),
                                    region.centre().longitude())
                            .s12
                    / 1000;
            assertThat(town.point().latitude()).isBetween(40.5, 55.5);
            assertThat(town.point().longitude()).isBetween(46.4, 87.4);
            assertThat(km).as(town.name() + " from the centre of its region").isLessThan(620);
        });
    }

    @Test
    void regionOf_givesTheRegionOfTodayOrNothing() {
        assertThat(gazetteer.regionOf(new Address("", "Шымкент обл", "", "", "")))
                .isEmpty();
        assertThat(gazetteer.regionOf(new Address("", "алматинская обл", "", "", "")))
                .contains("Алматинская область");
        assertThat(gazetteer.regionOf(new Address("", "Джамбулская", "", "", "")))
                .contains("Жамбылская область");
        assertThat(gazetteer.regionOf(Address.ofTown("Кокпек"))).isEmpty();
    }

    @Test
    void find_whenTwoNamesAreEquallyNear_doesNotGuess() {
        Gazetteer two = Gazetteer.read(new StringReader("""
                        name_ru,name_kk,name_latin,other_names,region_ru,kind,districts,latitude,longitude,source
                        Карасаз,,,,Область,town,,43.0,76.0,own
                        Карасай,,,,Область,town,,44.0,77.0,own
                        """), new StringReader("""
                        name_ru,name_kk,name_latin,other_names,kind,includes,latitude,longitude
                        Область,,,,oblast,,43.0,76.0
                        """));

        assertThat(two.find(Address.ofTown("Карасаг"))).isEmpty();
        assertThat(two.find(Address.ofTown("Карсаз")))
                .map(Place.Located::precision)
                .contains(Precision.TOWN);
    }

    @Test
    void read_whenARowIsWrong_namesFileAndRow() {
        StringReader regions = new StringReader("""
                name_ru,name_kk,name_latin,other_names,kind,includes,latitude,longitude
                Область,,,,oblast,,43.0,76.0
                """);
        StringReader towns = new StringReader("""
                name_ru,name_kk,name_latin,other_names,region_ru,kind,districts,latitude,longitude,source
                Аул,,,,Область,hamlet,,43.0,76.0,own
                """);

        assertThatThrownBy(() -> Gazetteer.read(towns, regions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gazetteer.csv")
                .hasMessageContaining("Аул")
                .hasMessageContaining("HAMLET");
    }

    @Test
    void read_whenATownLiesInNoListedRegion_namesBoth() {
        StringReader regions =
                new StringReader("name_ru,name_kk,name_latin,other_names,kind,includes,latitude,longitude\n");
        StringReader towns = new StringReader("""
                name_ru,name_kk,name_latin,other_names,region_ru,kind,districts,latitude,longitude,source
                Аул,,,,Атлантида,village,,43.0,76.0,own
                """);

        assertThatThrownBy(() -> Gazetteer.read(towns, regions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Аул")
                .hasMessageContaining("Атлантида");
    }
}
