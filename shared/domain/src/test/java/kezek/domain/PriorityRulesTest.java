package kezek.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityRulesTest {

    private static final Map<Category, Integer> BY_CATEGORY = Arrays.stream(Category.values())
            .collect(Collectors.toMap(Function.identity(), category -> switch (category) {
                case FRAUD -> 8;
                case SPAM -> 2;
                default -> 3;
            }));

    private static final PriorityRules RULES =
            new PriorityRules(BY_CATEGORY, Set.of(Category.SPAM), 3, Map.of("VIP", 1, "Gold", 5, "Free", -4));

    @ParameterizedTest
    @CsvSource({
        "CONSULTATION, Mass,       0, 3",
        "CONSULTATION, Mass,       2, 5",
        "CONSULTATION, Mass,       9, 6",
        "CONSULTATION, ' vip ',    0, 4",
        "CONSULTATION, GOLD,       3, 10",
        "CONSULTATION, Free,       0, 1",
        "CONSULTATION, '',         0, 3",
        "FRAUD,        VIP,        3, 10",
        "SPAM,         VIP,        3, 2",
    })
    void priority_isTheCategorysRaisedByTextAndSegment(Category category, String segment, int raise, int priority) {
        assertThat(RULES.priority(category, segment, raise)).isEqualTo(priority);
    }

    @Test
    void categoryWithoutAPriority_isRefused() {
        assertThatThrownBy(() -> new PriorityRules(Map.of(Category.SPAM, 1), Set.of(), 3, Map.of()))
                .hasMessageStartingWith("priority.category has no priority for [Жалоба, Смена данных,");
    }

    @Test
    void numberOutsideItsRange_isRefusedByName() {
        Map<Category, Integer> tooHigh = new EnumMap<>(BY_CATEGORY);
        tooHigh.put(Category.FRAUD, 11);

        assertThatThrownBy(() -> new PriorityRules(tooHigh, Set.of(), 3, Map.of()))
                .hasMessage(
                        "priority.category, \"Мошеннические действия\" must be a whole number from 1 to 10, but is 11");
        assertThatThrownBy(() -> new PriorityRules(BY_CATEGORY, Set.of(), -1, Map.of()))
                .hasMessage("priority.highest_raise must be a whole number from 0 to 9, but is -1");
        assertThatThrownBy(() -> new PriorityRules(BY_CATEGORY, Set.of(), 3, Map.of("VIP", 10)))
                .hasMessage("priority.segment, \"VIP\" must be a whole number from -9 to 9, but is 10");
    }

    @Test
    void segmentInTwoSpellings_isRefused() {
        assertThatThrownBy(() -> new PriorityRules(BY_CATEGORY, Set.of(), 3, Map.of("VIP", 1, " vip", 2)))
                .hasMessageContaining("priority.segment names a segment twice");
    }
}
