package kezek.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeCountryTest {

    private final HomeCountry home = new HomeCountry(Set.of("Казахстан", "Қазақстан", "Kazakhstan", "KZ", "РК"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Казахстан",
                " казахстан ",
                "КАЗАХСТАН",
                "Қазақстан",
                "Qazaqstan",
                "kz",
                "Kz.",
                "РК",
                "Kazakhstan"
            })
    void isHome_whenItIsAName_isTrueInAnySpelling(String country) {
        assertThat(home.isHome(country)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "-", "Россия", "Кыргызстан", "Узбекистан", "KG", "США"})
    void isHome_whenItIsSomethingElseOrBlank_isFalse(String country) {
        assertThat(home.isHome(country)).isFalse();
    }

    @Test
    void constructor_withoutNames_refuses() {
        assertThatThrownBy(() -> new HomeCountry(Set.of(" "))).isInstanceOf(IllegalArgumentException.class);
    }
}
