package kezek.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import kezek.domain.Category;
import kezek.routing.Requirement;
import kezek.routing.RoutingRules;
import kezek.routing.StandardRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RulesFileTest {

    private static final String VIP =
            "{\"code\": \"VIP\", \"when\": {\"segment\": [\"VIP\"]}, \"needs\": {\"skill\": [\"VIP\"]}}";

    /// A file that is right, for the tests to break.
    private static final String FILE = """
            {
              "home_country": ["Казахстан"],
              "hub_offices": ["Астана", "Алматы"],
              "requirements": [REQUIREMENTS],
              "fallback": "nearest-to-client",
              "strategy": "least-loaded",
              "categories_not_assigned": ["Спам"]
            }
            """;

    @Test
    void standardRules_areThoseOfTheTask() {
        assertThat(RulesFile.standard()).isEqualTo(StandardRules.RULES);
    }

    @Test
    void fileThatSaysOtherwise_isObeyed() {
        RoutingRules rules = read(FILE.replace("REQUIREMENTS", VIP));

        assertThat(rules.fallback()).isEqualTo(RoutingRules.Fallback.NEAREST_TO_CLIENT);
        assertThat(rules.strategy()).isEqualTo(RoutingRules.Strategy.LEAST_LOADED);
        assertThat(rules.unassignedCategories()).containsExactly(Category.SPAM);
        assertThat(rules.requirements()).extracting(Requirement::code).containsExactly("VIP");
    }

    @Test
    void fallbackStrategyAndCategoriesLeftOut_areTheUsualOnes() {
        RoutingRules rules =
                read("{\"home_country\": [\"KZ\"], \"hub_offices\": [\"A\", \"B\"], \"requirements\": []}");

        assertThat(rules.fallback()).isEqualTo(RoutingRules.Fallback.NEAREST_TO_PRIMARY);
        assertThat(rules.strategy()).isEqualTo(RoutingRules.Strategy.TOP_TWO_ROUND_ROBIN);
        assertThat(rules.unassignedCategories()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"strategy\"              | \"stratagem\"       | stratagem: there is no such rule; expected one of [cat",
                "\"Спам\"                  | \"Прочее\"          | categories_not_assigned: \"Прочее\" is no category; ex",
                "\"Спам\"                  | null                | categories_not_assigned: \"null\" is no category",
                "\"hub_offices\": [\"Астана\", \"Алматы\"], | \t | hub_offices: the rule is missing",
                ", \"Алматы\"]             | ]                   | hub_offices must name two offices, but names [Астана]",
                "\"Алматы\"                | \" астана \"        | hub_offices must name two offices",
                "\"Алматы\"                | \" \"               | hub_offices: one of its words is empty",
                "[\"Казахстан\"]           | []                  | home_country names no country",
                "[\"Казахстан\"]           | [null]              | home_country: one of its words is empty",
                "[\"Казахстан\"]           | \"Казахстан\"       | home_country: expected a list",
                "[\"Казахстан\"]           | [{}]                | home_country[1]: expected a text",
                "\"nearest-to-client\"     | \"nearest\"         | fallback: \"nearest\" is no fallback; expected one of [nea",
                "\"nearest-to-client\"     | \"None\"            | to-primary, nearest-to-client, none]",
                "\"nearest-to-client\"     | [\"none\"]          | fallback: expected a text",
                "\"least-loaded\"          | \"LEAST_LOADED\"    | strategy: \"LEAST_LOADED\" is no strategy; expected one",
                "\"least-loaded\"          | \"least-loaded\", \"strategy\": \"x\" | Duplicate field 'strategy'",
                "\"least-loaded\"          | least-loaded        | not well-formed JSON at line 6"
            })
    void brokenFile_isRefusedByTheNameOfTheRule(String right, String wrong, String message) {
        assertThat(FILE).contains(right);
        assertRefused(FILE.replace("REQUIREMENTS", VIP).replace(right, wrong == null ? "" : wrong), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"segment\": [\"VIP\"]}  | {}                  | requirement VIP does not say which tickets it is for",
                "\"when\": {\"segment\": [\"VIP\"]}, | \t        | requirement VIP does not say which tickets it is for",
                "{\"segment\": [\"VIP\"]}  | {\"segment\": [\"\"]} | requirement VIP, when.segment: one of its words",
                "\"segment\"               | \"sector\"          | requirements[1].when.sector: there is no such rule",
                "\"segment\": [\"VIP\"]    | \"category\": [\"Жалобы\"] | requirement VIP, when.category: \"Жалобы\" is no",
                "\"segment\": [\"VIP\"]    | \"language\": [\"EN\"] | requirement VIP, when.language: \"EN\" is no language; ex",
                "{\"skill\": [\"VIP\"]}    | {}                  | requirement VIP asks nothing of a manager",
                "{\"skill\": [\"VIP\"]}    | {\"skill\": \"VIP\"} | requirements[1].needs.skill: expected a list",
                "\"code\": \"VIP\", | \t                         | requirements[1] has no \"code\"",
                "\"code\": \"VIP\"         | \"code\": \" \"     | requirements[1] has no \"code\""
            })
    void brokenRequirement_isRefusedByItsCode(String right, String wrong, String message) {
        assertThat(VIP).contains(right);
        assertRefused(FILE.replace("REQUIREMENTS", VIP.replace(right, wrong == null ? "" : wrong)), message);
    }

    @ParameterizedTest
    @EnumSource
    void everyStrategy_hasItsName(RoutingRules.Strategy strategy) {
        String file = FILE.replace("REQUIREMENTS", VIP).replace("least-loaded", strategy.label());

        assertThat(read(file).strategy()).isEqualTo(strategy);
    }

    @ParameterizedTest
    @EnumSource
    void everyFallback_hasItsName(RoutingRules.Fallback fallback) {
        String file = FILE.replace("REQUIREMENTS", VIP).replace("nearest-to-client", fallback.label());

        assertThat(read(file).fallback()).isEqualTo(fallback);
    }

    @Test
    void changes_takeThePlaceOfTheStandardRules_andTheOthersStay() {
        RoutingRules rules = changed("{\"strategy\": \"optimal\", \"categories_not_assigned\": [\"Спам\"]}");

        RoutingRules standard = RulesFile.standard();
        assertThat(rules)
                .isEqualTo(new RoutingRules(
                        standard.homeCountries(),
                        standard.hubOffices(),
                        standard.requirements(),
                        standard.fallback(),
                        RoutingRules.Strategy.OPTIMAL,
                        Set.of(Category.SPAM)));
        assertThat(changed("{}")).isEqualTo(standard);
        assertThat(changed("{\"requirements\": []}").requirements()).isEmpty();
    }

    @Test
    void brokenChanges_areRefusedByTheNameThatTheyHave() {
        assertThatThrownBy(() -> changed("{\"strategy\": \"best\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rules, strategy: \"best\" is no strategy");
        assertThatThrownBy(() -> changed("{\"hub_offices\": [\"Астана\"]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rules, hub_offices must name two offices");
        assertThatThrownBy(() -> changed("[]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rules, the whole of it: expected an object");
    }

    private static RoutingRules changed(String changes) {
        return RulesFile.changed(new ByteArrayInputStream(changes.getBytes(StandardCharsets.UTF_8)), "rules");
    }

    @Test
    void twoRequirementsOfOneCode_areRefused() {
        assertRefused(FILE.replace("REQUIREMENTS", VIP + "," + VIP), "two requirements have the code VIP");
    }

    @Test
    void requirementThatIsNull_isRefusedByItsNumber() {
        assertRefused(FILE.replace("REQUIREMENTS", VIP + ", null"), "requirements[2]: expected an object");
    }

    @Test
    void fileThatIsNoObject_isRefused() {
        assertRefused("", "the whole of it: expected an object");
        assertRefused("null", "found null");
        assertRefused("[]", "the whole of it: expected an object");
        assertRefused(FILE.replace("REQUIREMENTS", VIP) + "{}", "the whole of it");
    }

    private static void assertRefused(String file, String message) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("routing-rules.json, ")
                .hasMessageContaining(message);
    }

    private static RoutingRules read(String file) {
        return RulesFile.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }
}
