package kezek.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyboardLayoutTest {

    @Test
    void words_areRetyped_punctuationBehindThemStays() {
        assertThat(KeyboardLayout.toRussian("ghbdtn, vbh.")).isEqualTo("привет, мир.");
        assertThat(KeyboardLayout.toKazakh("f0if 25")).isEqualTo("ақша 25");
        assertThat(KeyboardLayout.toLatin("руддщ")).isEqualTo("hello");
    }

    @Test
    void singleKey_isRetypedAlsoIfItIsPunctuation() {
        assertThat(KeyboardLayout.toRussian(',')).isEqualTo('б');
        assertThat(KeyboardLayout.toRussian('я')).isEqualTo('я');
    }
}
