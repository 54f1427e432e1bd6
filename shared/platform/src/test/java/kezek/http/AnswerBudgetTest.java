package kezek.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerBudgetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "{\"a\": \"b\\\\c\"}", "жалоба", "сәлем 😀", "日本語", "\n\t\r\b\f", "\u0000\u001f"})
    void size_isThatOfTheTextInsideAJsonString(String part) {
        int quoted = Json.write(part).getBytes(StandardCharsets.UTF_8).length;

        assertThat(AnswerBudget.sizeOf(part)).isEqualTo(quoted - 2);
    }

    @Test
    void part_fitsUntilTheBudgetIsSpent_andOneThatDoesNotFitCostsNothing() {
        AnswerBudget budget = new AnswerBudget();

        assertThat(budget.trySpend("x".repeat(AnswerBudget.MAX_BYTES - 3))).isTrue();
        assertThat(budget.trySpend("жж")).isFalse();
        assertThat(budget.trySpend("ж")).isTrue();
        assertThat(budget.trySpend("\"")).isFalse();
        assertThat(budget.trySpend("x")).isTrue();
        assertThat(budget.trySpend("x")).isFalse();
        assertThat(budget.trySpend("")).isTrue();
    }
}
