package kezek.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenPriceTest {

    private static final URI OPENAI = URI.create("https://api.openai.com/v1");

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini, 0.15, 0.60",
        "gpt-4o-mini-2024-07-18, 0.15, 0.60",
        "gpt-4o, 2.50, 10.00",
        "gpt-4.1-nano, 0.10, 0.40"
    })
    void knownModel_hasItsPrice(String model, BigDecimal prompt, BigDecimal answer) {
        assertThat(TokenPrice.known(OPENAI, model)).contains(new TokenPrice(prompt, answer));
    }

    @Test
    void otherModelsAndServers_haveNone() {
        assertThat(TokenPrice.known(OPENAI, "gpt-4o-mini-audio")).isEmpty();
        assertThat(TokenPrice.known(OPENAI, "gpt")).isEmpty();
        assertThat(TokenPrice.known(URI.create("http://localhost:11434/v1"), "gpt-4o-mini"))
                .isEmpty();
    }

    @Test
    void cost_isRoundedToMillionths() {
        assertThat(TestModel.PRICE.of(3, 0)).isZero();
        assertThat(TestModel.PRICE.of(4, 0)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1,2,3", "a,b", "-1,2", ",", "1,"})
    void priceThatIsNone_isRefused(String setting) {
        assertThatIllegalArgumentException().isThrownBy(() -> TokenPrice.parse(setting));
    }
}
