package kezek.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LenientTextTest {

    @Test
    void normalised_knowsEveryBlank() {
        assertThat(LenientText.normalised("\u00a0 Нур\u2003\n\u2800СУЛТАН \u3000"))
                .isEqualTo("нур султан");
        assertThat(LenientText.containsIgnoringCase(List.of("VIP", "Priority"), " vip "))
                .isTrue();
    }

    @Test
    void naturalKey_keepsBlanksThatItNeverKnew() {
        assertThat(LenientText.naturalKey(" Главный\u00a0 офис\t1 ")).isEqualTo("главный офис 1");
        assertThat(LenientText.naturalKey("a\u2800b")).isEqualTo("a\u2800b");
    }
}
