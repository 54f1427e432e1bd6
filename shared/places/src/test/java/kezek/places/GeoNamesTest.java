package kezek.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kezek.domain.Address;
import kezek.domain.Place;
import kezek.domain.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoNamesTest {

    private static final String ROW =
            "1\tKokpek\tKokpek\tКокпек,Көкпек,كوكپەك\t43.45\t78.65\tP\tPPL\tKZ\t\t01\t\t\t\t900\t\t1\tAsia/Almaty\t2024-01-01\n";

    private final Gazetteer bundled = Gazetteer.bundled();

    @Test
    void withGeoNames_findsTheVillagesOfTheFile_byAnyOfTheirNames() throws IOException {
        Gazetteer both = bundled.withGeoNames("KZ.txt", sample());

        assertThat(both.size()).isGreaterThan(bundled.size());
        assertThat(find(both, "Костанайская обл.", "п. Аятский")).isEqualTo("Аятский");
        assertThat(find(both, "Қостанай облысы", "АЯТСКИЙ")).isEqualTo("Аятский");
        // The district centre has almost the same name.
        assertThat(find(both, "Костанайская обл.", "Әйет")).isEqualTo("Айет");
        assertThat(find(both, "", "Ayatskiy")).isEqualTo("Аятский");
        assertThat(find(bundled, "Костанайская обл.", "п. Аятский")).isEqualTo("Костанайская область");
    }

    @Test
    void withGeoNames_leavesWhatIsKnownAsItIs() throws IOException {
        Gazetteer both = bundled.withGeoNames("KZ.txt", sample());

        assertThat(both.find(Address.ofTown("Текели"))).isEqualTo(bundled.find(Address.ofTown("Текели")));
        assertThat(both.find(Address.ofTown("Чимкент"))).isEqualTo(bundled.find(Address.ofTown("Чимкент")));
    }

    @Test
    void withGeoNames_takesTheRegionOfTheNearestPlace_whenTheFileHasNone() throws IOException {
        Gazetteer both = bundled.withGeoNames("KZ.txt", sample());

        assertThat(find(both, "область Абай", "Сарыкамыс")).isEqualTo("Sarykamys");
        assertThat(find(both, "Павлодарская область", "Сарыкамыс")).isEqualTo("Павлодарская область");
    }

    @Test
    void read_takesOnlyPlacesOfTheCountryThatPeopleLiveIn() throws IOException {
        String others = ROW.replace("\tP\t", "\tT\t")
                + ROW.replace("\tKZ\t", "\tKG\t")
                + ROW.replace("PPL", "PPLX")
                + ROW.replace("PPL", "PPLH");

        List<GeoNames.Found> found = GeoNames.read("KZ.txt", bytes(others + "\n" + ROW));

        assertThat(found)
                .containsExactly(new GeoNames.Found(
                        "Кокпек",
                        List.of("Kokpek", "Көкпек"),
                        Optional.of("Алматинская область"),
                        Town.Kind.VILLAGE,
                        new Point(43.45, 78.65)));
    }

    @Test
    void read_ofAZip_readsTheFileBesideTheReadme() throws IOException {
        assertThat(GeoNames.read("KZ.zip", zip("readme.txt", "Read me", "KZ.txt", ROW)))
                .hasSize(1);
    }

    @Test
    void read_ofAZipWithoutTheFile_saysWhatIsExpected() {
        assertThatThrownBy(() -> GeoNames.read("KZ.zip", zip("readme.txt", "Read me", "KZ.csv", ROW)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KZ.zip holds no .txt")
                .hasMessageContaining("https://download.geonames.org");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Asia/Almaty | Asia~Almaty | 20 columns",
                "43.45 | north | latitude",
                "78.65 | 278.65 | latitude",
                "900 | many | population"
            })
    void read_whenALineIsWrong_namesFileLineAndRemedy(String found, String instead, String words) {
        String wrong = ROW.replace(found, instead.replace('~', '\t'));

        assertThatThrownBy(() -> GeoNames.read("KZ.txt", bytes(ROW + "\n" + wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KZ.txt, line 3: ")
                .hasMessageContaining(words)
                .hasMessageContaining("https://download.geonames.org");
    }

    @Test
    void read_whenTheFileIsNotUtf8_namesTheFile() {
        InputStream content = new ByteArrayInputStream(ROW.getBytes(Charset.forName("windows-1251")));

        assertThatThrownBy(() -> GeoNames.read("KZ.txt", content))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KZ.txt, line 1: bytes that are not UTF-8");
    }

    @Test
    void read_whenItIsAnotherCountrysFile_saysSo() {
        assertThatThrownBy(() -> GeoNames.read("UZ.txt", bytes(ROW.replace("\tKZ\t", "\tUZ\t"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UZ.txt has no populated place of KZ");
    }

    @Test
    void read_whenItIsTheWholeWorld_stops() {
        InputStream endless = new InputStream() {
            private final byte[] row = ROW.getBytes(StandardCharsets.UTF_8);
            private int at;

            @Override
            public int read() {
                return row[at++ % row.length] & 0xFF;
            }
        };

        assertThatThrownBy(() -> GeoNames.read("allCountries.txt", endless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 200001: more than 200000 populated places");
    }

    @Test
    void bundledGazetteer_hasEveryRegionThatTheFileCanName() throws IOException {
        List<String> codes = List.of(
                "01",
                "02",
                "03",
                "04",
                "05",
                "06",
                "07",
                "08",
                "09",
                "10",
                "11",
                "12",
                "13",
                "14",
                "15",
                "16",
                "17",
                "1537272",
                "12510143",
                "12510144",
                "12510145");
        for (String code : codes) {
            String row = ROW.replace("\t01\t", "\t" + code + "\t").replace("Көкпек", "Неведомое-" + code);
            String region =
                    GeoNames.read("KZ.txt", bytes(row)).getFirst().region().orElseThrow();

            assertThat(bundled.regionOf(new Address("", region, "", "", ""))).contains(region);
        }
    }

    private static String find(Gazetteer gazetteer, String region, String city) {
        return gazetteer
                .find(new Address("", region, city, "", ""))
                .map(Place.Located::name)
                .orElse("-");
    }

    private static InputStream sample() {
        return GeoNamesTest.class.getResourceAsStream("geonames/KZ.txt");
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
