package kezek.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import kezek.local.Tier.Need;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class TierTest {

    private static final Need THERE = new Need("a river", "dig", () -> true);
    private static final Need MISSING = new Need("a mill", "apt-get install mill", () -> false);
    private static final Need NOT_ASKED_FOR = new Need("flour", "grind", () -> {
        throw new IllegalStateException("nobody can have flour without a mill");
    });

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void somethingMissing_skipsTheTierWithOneLine() {
        assertThatThrownBy(() -> tier(Map.of("REQUIRE_BREAD_OVEN", "0")).check(List.of(THERE, MISSING, NOT_ASKED_FOR)))
                .isInstanceOf(TestAbortedException.class);

        assertThat(printed.toString().lines())
                .containsExactly("SKIPPED bread-oven: a mill is missing: apt-get install mill");
    }

    @Test
    void somethingMissingOfARequiredTier_isAFailure() {
        assertThatThrownBy(() -> tier(Map.of("REQUIRE_BREAD_OVEN", "1")).check(List.of(MISSING)))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("bread-oven: a mill is missing: apt-get install mill (REQUIRE_BREAD_OVEN=1)");
    }

    @Test
    void nothingMissing_saysNothing() {
        assertThatCode(() -> tier(Map.of()).check(List.of(THERE))).doesNotThrowAnyException();

        assertThat(printed.toString()).isEmpty();
    }

    private Tier tier(Map<String, String> environment) {
        return new Tier("bread-oven", "REQUIRE_BREAD_OVEN", environment, new PrintStream(printed, true));
    }
}
