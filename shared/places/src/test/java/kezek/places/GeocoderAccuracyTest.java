package kezek.places;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import kezek.domain.Address;
import kezek.domain.Place;
import kezek.domain.Precision;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Measures the accuracy of the gazetteer on hand-written addresses, on all notations of every place, and
/// on misspellings.
class GeocoderAccuracyTest {

    private static final List<Town> TOWNS = GazetteerFiles.towns(GazetteerFiles.bundled("gazetteer.csv"));
    private static final String LETTERS = "абвгдежзийклмнопрстуфхцчшщыьэюя";

    private final Gazetteer gazetteer = Gazetteer.bundled();
    private final Geocoder geocoder =
            new Geocoder(gazetteer, new HomeCountry(Set.of("Казахстан", "Қазақстан", "Kazakhstan", "KZ", "РК")));

    @Test
    void addressesThatMistakesWereLookedForIn_areAllRight() throws IOException {
        assertThat(mistakes("fix")).isEmpty();
    }

    /// Generated addresses, which are not reviewed one by one. See docs/places.md for the result.
    @Test
    void addressesThatNobodyLookedAt_areNearlyAllRight() throws IOException {
        assertThat(mistakes("held")).hasSizeLessThanOrEqualTo(1);
        assertThat(rows().stream().filter(row -> row.get("set").equals("held"))).hasSizeGreaterThan(100);
    }

    private List<String> mistakes(String set) throws IOException {
        List<String> mistakes = new ArrayList<>();
        for (Map<String, String> row : rows()) {
            Address address =
                    new Address(row.get("country"), row.get("region"), row.get("city"), row.get("street"), "");
            String expected = (row.get("name") + " " + row.get("precision")).strip();
            String found = switch (geocoder.locate(address)) {
                case Place.Located located -> located.name() + " " + located.precision();
                case Place.Unknown unknown -> unknown.source().equals(Geocoder.FOREIGN) ? "foreign" : "-";
            };
            if (row.get("set").equals(set) && !found.equals(expected)) {
                mistakes.add(row + ": " + found);
            }
        }
        return mistakes;
    }

    private static List<Map<String, String>> rows() throws IOException {
        CsvSchema schema = CsvSchema.emptySchema().withHeader().withComments();
        try (InputStream csv = GeocoderAccuracyTest.class.getResourceAsStream("messy-addresses.csv")) {
            return new CsvMapper()
                    .readerForMapOf(String.class)
                    .with(schema)
                    .<Map<String, String>>readValues(csv)
                    .readAll();
        }
    }

    /// A notation of addresses, applied to every place of the gazetteer with its region.
    @TestFactory
    Stream<DynamicTest> everyPlace_isFoundHoweverItIsWritten() {
        return Stream.of(
                way("г.X", city(name -> "г." + name)),
                way("X г.", city(name -> name + " г.")),
                way("гX", city(name -> "г" + name)),
                way("с. X", city(name -> "с. " + name)),
                way("пос.X", city(name -> "пос." + name)),
                way("X қаласы", city(name -> name + " қаласы")),
                way("город: X", city(name -> "город: " + name)),
                way("в X", city(name -> "в " + name)),
                way("«X»", city(name -> "«" + name + "»")),
                way("070000, X", city(name -> "070000, " + name)),
                way("X, ул. Абая 5", city(name -> name + ", ул. Абая 5, кв. 3")),
                way("X Казахстан", city(name -> name + " Казахстан")),
                way("X in look-alikes", city(GeocoderAccuracyTest::inLookAlikes)),
                way("X X", city(name -> name + " " + name)),
                way(
                        "X",
                        (region, name) ->
                                address("  " + region.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), "")),
                way("X, region", (region, name) -> address("", name + ", " + region, "")),
                way("X (region)", (region, name) -> address(region, name + " (" + region + ")", "")),
                way("region, X", (region, name) -> address("", region + ", " + name, "")),
                way("region г. X", (region, name) -> address("", region + " г. " + name, "")),
                way("обл. X", (region, name) -> address("", region.replace("область", "обл.") + " " + name, "")),
                way("X in the street", (region, name) -> address(region, "", "г. " + name + ", ул. Абая 5")),
                way("X in the region", (region, name) -> address(region + ", г. " + name, "", "ул. Абая 5")));
    }

    private DynamicTest way(String name, BiFunction<String, String, Address> writing) {
        return DynamicTest.dynamicTest(
                name,
                () -> assertThat(TOWNS.stream()
                                .filter(town -> !found(writing.apply(town.region(), town.name()))
                                        .equals(Optional.of(town))))
                        .extracting(town -> town.name() + ", " + town.region())
                        .isEmpty());
    }

    private static BiFunction<String, String, Address> city(Function<String, String> writing) {
        return (region, name) -> address(region, writing.apply(name), "");
    }

    private static Address address(String region, String city, String street) {
        return new Address("Казахстан", region, city, street, "");
    }

    private static String inLookAlikes(String name) {
        return name.replace('а', 'a')
                .replace('о', 'o')
                .replace('е', 'e')
                .replace('р', 'p')
                .replace('К', 'K');
    }

    private Optional<Town> found(Address address) {
        return gazetteer
                .find(address)
                .filter(place -> place.precision() == Precision.TOWN)
                .flatMap(place -> TOWNS.stream()
                        .filter(town ->
                                town.name().equals(place.name()) && town.point().equals(place.point()))
                        .findFirst());
    }

    /// A town without a region. The words after it may be a street.
    @Test
    void everyTown_isFoundBeforeOtherWords() {
        assertThat(TOWNS.stream()
                        .filter(town -> town.kind().compareTo(Town.Kind.TOWN) <= 0)
                        .filter(town -> !found(address("", town.name() + " Металлургов 5", ""))
                                .equals(Optional.of(town))))
                .isEmpty();
    }

    /// One edit in the middle of a name may produce another name. A wrong place is worse than an unknown
    /// one.
    @Test
    void misspeltPlaces_areMostlyFound_andHardlyEverMistaken() {
        Random chance = new Random(7);
        int right = 0;
        int wrong = 0;
        List<Town> long5 =
                TOWNS.stream().filter(town -> town.name().length() >= 5).toList();
        for (int round = 0; round < 5; round++) {
            for (Town town : long5) {
                Optional<Town> found = found(address(town.region(), misspelt(town.name(), chance), ""));
                right += found.equals(Optional.of(town)) ? 1 : 0;
                wrong += found.isPresent() && !found.equals(Optional.of(town)) ? 1 : 0;
            }
        }
        int all = 5 * long5.size();

        assertThat(100.0 * right / all).as("found, %").isGreaterThan(83);
        assertThat(100.0 * wrong / all).as("mistaken, %").isLessThan(0.3);
    }

    private static String misspelt(String name, Random chance) {
        int at = 1 + chance.nextInt(name.length() - 2);
        char letter = LETTERS.charAt(chance.nextInt(LETTERS.length()));
        return switch (chance.nextInt(4)) {
            case 0 -> name.substring(0, at) + name.substring(at + 1);
            case 1 -> name.substring(0, at) + letter + name.substring(at + 1);
            case 2 -> name.substring(0, at) + letter + name.substring(at);
            default -> name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
        };
    }
}
