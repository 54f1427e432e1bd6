package kezek.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import kezek.domain.Category;
import kezek.domain.Sentiment;
import org.junit.jupiter.api.Test;

class TicketAnswerTest {

    @Test
    void enumsOfTheAnswer_coverTheDomains() {
        assertThat(TicketAnswer.Topic.values())
                .extracting(TicketAnswer.Topic::category)
                .containsExactly(Category.values());
        assertThat(Arrays.stream(TicketAnswer.Tone.values()).map(TicketAnswer.Tone::sentiment))
                .containsExactly(Sentiment.values());
    }
}
