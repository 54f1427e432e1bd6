package kezek.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceNamesTest {

    @ParameterizedTest
    @CsvSource({
        "Қарағанды, Qaraghandy",
        "Қарағанды, Карағанды",
        "Караганда, karaganda",
        "Щучинск, Shchuchinsk",
        "Нур-Султан, НУР СУЛТАН",
        "Ерейментау, Yereymentau",
        "Аягоз, Ayagoz",
        "Джезказган, Жезказган",
        "Жезказган, Jezkazgan",
        "Фёдоровка, Федоровка",
        "Өскемен, Öskemen",
        "Шымкент, Şymkent",
        "Алмaты, Алматы",
        "Хромтау, Khromtau",
        "Конаев, Konayev",
    })
    void key_makesSpellingsOfOneNameEqual(String one, String other) {
        assertThat(PlaceNames.key(one)).isEqualTo(PlaceNames.key(other));
    }

    @ParameterizedTest
    @CsvSource({"Актау, Актас", "Абай, Аса", "Шу, Шар", "Тараз, Талас"})
    void key_keepsDifferentNamesApart(String one, String other) {
        assertThat(PlaceNames.key(one)).isNotEqualTo(PlaceNames.key(other));
    }

    @Test
    void keys_readCapitalsThatLookLikeCyrillicAndTheWrongKeyboard() {
        assertThat(PlaceNames.keys("AKTAY")).contains(PlaceNames.key("Актау"));
        assertThat(PlaceNames.keys("Fcnfyf")).contains(PlaceNames.key("Астана"));
        assertThat(PlaceNames.keys("Алматы-1")).contains(PlaceNames.key("Алматы"));
        assertThat(PlaceNames.keys(" - ")).isEmpty();
    }

    @Test
    void key_doesNotDependOnTheDefaultLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(PlaceNames.key("TALDYKORGAN I")).isEqualTo(PlaceNames.key("taldykorgan i"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void plain_keepsHousesApart() {
        assertThat(PlaceNames.plain("ул. Абая, 5/1")).isEqualTo("ул абая 5 1");
        assertThat(PlaceNames.plain("51")).isEqualTo("51");
    }

    @ParameterizedTest
    @CsvSource({
        "abc,abc,0",
        "abc,acb,1",
        "abc,ab,1",
        "abc,xbc,1",
        "abcd,badc,2",
        "abc,xyz,3",
        "abc,abcdefg,3",
        "'',ab,2"
    })
    void editDistance_countsEditsUpToItsLimit(String one, String other, int expected) {
        assertThat(EditDistance.bounded(one, other, 2)).isEqualTo(expected);
        assertThat(EditDistance.bounded(other, one, 2)).isEqualTo(expected);
    }
}
