package kezek.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kezek.domain.Address;
import kezek.domain.Confidence;
import kezek.domain.Doubt;
import kezek.domain.TicketContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewPolicyTest {

    private static final ReviewPolicy POLICY = new ReviewPolicy(0.6);

    @Test
    void fieldBelowTheThreshold_isInDoubt_andOneAtItIsNot() {
        assertThat(POLICY.unsure(new Confidence(0.59, 0.6, 0.61, 0)))
                .containsExactlyInAnyOrder(Doubt.CATEGORY_UNSURE, Doubt.LANGUAGE_UNSURE);
        assertThat(POLICY.unsure(new Confidence(1, 0.1, 0.2, 1)))
                .containsExactlyInAnyOrder(Doubt.SENTIMENT_UNSURE, Doubt.PRIORITY_UNSURE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | error.png | PICTURE_NOT_READ",
                "'\u00a0\n' | error.png | PICTURE_NOT_READ",
                "https://x.example/1 | error.png | PICTURE_NOT_READ",
                "'' | '' | NOTHING_TO_READ",
                "' ... ' | '' | NOTHING_TO_READ",
                "Ошибка на скриншоте | error.png | PICTURE_NOT_READ",
                "Қатені суретте көрсеттім | error.png | PICTURE_NOT_READ",
                "It fails, see attached | error.png | PICTURE_NOT_READ",
            })
    void textWithoutItsPicture_isInDoubt(String text, String attachment, Doubt doubt) {
        assertThat(POLICY.doubts(content(text, attachment), Confidence.CERTAIN)).containsExactly(doubt);
        assertThat(ReviewPolicy.needsPicture(content(text, attachment))).isEqualTo(!attachment.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Какая комиссия? | error.png", "Ошибка, скриншот пришлю позже | ''"})
    void textThatStandsAlone_isNotInDoubt(String text, String attachment) {
        assertThat(POLICY.doubts(content(text, attachment), Confidence.CERTAIN)).isEmpty();
        assertThat(ReviewPolicy.needsPicture(content(text, attachment))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"high", "1.5", "-0.1", "NaN"})
    void setting_thatIsNoShare_isRefused(String setting) {
        assertThatThrownBy(() -> ReviewPolicy.of(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REVIEW_THRESHOLD")
                .hasMessageContaining(setting);
    }

    @Test
    void setting_mayBeMissing() {
        assertThat(ReviewPolicy.of(" ")).isEqualTo(ReviewPolicy.standard());
        assertThat(ReviewPolicy.of("0.7").threshold()).isEqualTo(0.7);
    }

    private static TicketContent content(String text, String attachment) {
        return new TicketContent("guid-1", "", "", text, attachment, "Mass", Address.ofTown("Актау"));
    }
}
