package kezek.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenRuleTest {

    private static final RoutingRules RULES = StandardRules.RULES;

    @ParameterizedTest
    @CsvSource({
        "Mass,     CONSULTATION, RU,  '',                  '',        0",
        "VIP,      CONSULTATION, RU,  '',                  '',        1",
        "priority, CONSULTATION, RU,  '',                  vip,       0",
        "Mass,     DATA_CHANGE,  RU,  специалист,          VIP,       1",
        "Mass,     DATA_CHANGE,  RU,  Глав спец,           '',        0",
        "VIP,      DATA_CHANGE,  KZ,  '',                  ENG,       3",
        "VIP,      DATA_CHANGE,  KZ,  главный специалист,  'VIP KZ',  0",
    })
    void eachHardRule_isNamedOnce(
            String segment, Category category, Language language, String position, String skills, int broken) {
        Manager manager = manager(position, skills.isEmpty() ? Set.of() : Set.of(skills.split(" ")));

        assertThat(RULES.brokenBy(manager, Attributes.of(segment, category, language)))
                .hasSize(broken)
                .doesNotHaveDuplicates();
    }

    /// What holds for every ticket of a segment is known without an analysis.
    @Test
    void ticketThatIsNotAnalysed_breaksThat_andWhatIsKnownOfItsSegment() {
        assertThat(RULES.brokenBy(manager("", Set.of()), notAnalysed("VIP")))
                .extracting(BrokenRule::code)
                .containsExactly("NOT_ANALYSED", "VIP_SKILL");
        assertThat(RULES.brokenBy(manager("", Set.of()), notAnalysed("Mass")))
                .extracting(BrokenRule::code)
                .containsExactly("NOT_ANALYSED");
    }

    @Test
    void categoryThatNobodyGets_isARuleToo() {
        RoutingRules withoutSpam = new RoutingRules(
                RULES.homeCountries(),
                RULES.hubOffices(),
                List.of(),
                RULES.fallback(),
                RULES.strategy(),
                Set.of(Category.SPAM));

        assertThat(withoutSpam.brokenBy(manager("", Set.of()), Attributes.of("VIP", Category.SPAM, Language.RU)))
                .singleElement()
                .satisfies(rule -> assertThat(rule.inRussian()).contains("никому не назначаются"));
    }

    private static Manager manager(String position, Set<String> skills) {
        return new Manager(new ManagerProfile("m1", "o1", "Астана", "Асель", position, skills, 1), Workload.initial(0));
    }

    private static RoutingAttributes notAnalysed(String segment) {
        return new RoutingAttributes(Map.of(RoutingAttribute.SEGMENT, segment));
    }
}
