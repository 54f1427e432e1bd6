package kezek.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookAlikesTest {

    @Test
    void eachLetter_hasItsCounterpart_andBack() {
        for (char latin = 'a'; latin <= 'z'; latin++) {
            char cyrillic = LookAlikes.toCyrillic(latin);

            assertThat(LookAlikes.isLatin(latin)).isEqualTo(cyrillic != latin);
            assertThat(LookAlikes.toLatin(cyrillic)).isEqualTo(latin);
        }
    }
}
