package kezek.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.PriorityRules;
import kezek.domain.Workload;
import kezek.routing.Attributes;
import kezek.routing.BrokenRule;
import kezek.routing.Decision;
import kezek.routing.Planner;
import kezek.routing.Requirement;
import kezek.routing.RoutableTicket;
import kezek.routing.RoutingRoster;
import kezek.routing.RoutingRules;
import kezek.routing.StandardRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RulesFileTest {

    private static final String VIP =
            "{\"code\": \"VIP\", \"when\": {\"segment\": [\"VIP\"]}, \"needs\": {\"skill\": [\"VIP\"]}}";

    /// A valid file, which the tests modify.
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

    /// Adding a requirement to the file must not break a test.
    @Test
    void standardRules_haveAllThatTheTaskAsksFor() {
        RoutingRules rules = RulesFile.standard();
        RoutingRules task = StandardRules.RULES;

        assertThat(rules.homeCountries()).containsAll(task.homeCountries());
        assertThat(rules.hubOffices()).isEqualTo(task.hubOffices());
        assertThat(rules.requirements()).containsAll(task.requirements());
        assertThat(rules.fallback()).isEqualTo(task.fallback());
        assertThat(rules.strategy()).isEqualTo(task.strategy());
        assertThat(rules.unassignedCategories()).isEqualTo(task.unassignedCategories());
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
                "\"segment\": [\"VIP\"]    | \"category\": [null]  | requirement VIP, when.category: \"null\" is no category",
                "\"segment\": [\"VIP\"]    | \"segment\": \"VIP\" | requirements[1].when.segment: expected a list",
                "{\"segment\": [\"VIP\"]}  | \"VIP\"             | requirements[1].when: expected an object",
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

    /// Priorities are stored on the tickets, so the priority rules do not affect plans.
    @Test
    void changes_mayNotChangePriorities() {
        assertThatThrownBy(() -> changed("{\"priority\": {}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "rules, priority: there is no such rule; expected one of [categories_not_assigned, fallback,"
                                + " home_country, hub_offices, requirements, strategy]");
    }

    /// As described in docs/distribution.md, a new hard filter needs only this line and no code.
    @Test
    void segmentPlatinumNeedsSkillPlatinum_isOneLineOfTheFile() throws IOException {
        RoutingRules rules = read(standardFileWith("\"requirements\": [", """
                {"code": "PLATINUM_SKILL", "when": {"segment": ["Platinum"]}, "needs": {"skill": ["PLATINUM"]}},
                """));
        Manager busyPlatinum = manager("platinum", Set.of("PLATINUM"), 9);
        RoutingRoster roster = new RoutingRoster(
                List.of(new Office("o1", "Астана", "", Optional.empty(), 1)),
                List.of(manager("vip", Set.of("VIP", "KZ", "ENG"), 0), busyPlatinum),
                0);

        List<Decision> plan = new Planner(rules).plan(List.of(ticket("t1", "platinum"), ticket("t2", "Mass")), roster);

        assertThat(plan.getFirst())
                .isInstanceOfSatisfying(
                        Decision.Assigned.class,
                        assigned -> assertThat(assigned.manager()).isEqualTo(busyPlatinum));
        assertThat(plan.getFirst().verdict().requirements()).containsExactly("PLATINUM_SKILL");
        assertThat(plan.getFirst().verdict().sentenceRu()).contains("Требуется: навык PLATINUM.");
        assertThat(plan.getFirst().verdict().sentenceEn()).contains("Needed: skill PLATINUM.");
        assertThat(plan.getFirst().verdict().hops().getFirst().considered())
                .filteredOn(manager -> !manager.eligible())
                .singleElement()
                .satisfies(manager -> assertThat(manager.missing()).containsExactly("PLATINUM_SKILL"));
        assertThat(plan.getLast().verdict().requirements()).isEmpty();
        assertThat(rules.brokenBy(
                        roster.managers().getFirst(), ticket("t1", "Platinum").attributes()))
                .extracting(BrokenRule::code)
                .containsExactly("PLATINUM_SKILL");
    }

    @Test
    void segmentPlatinumIsMoreUrgent_isOneWordOfTheFile() throws IOException {
        PriorityRules rules = readPriority(standardFileWith("\"segment\": {\"VIP\": 1,", "\"Platinum\": 2,"));

        assertThat(rules.priority(Category.CONSULTATION, "PLATINUM", 0)).isEqualTo(5);
        assertThat(rules.priority(Category.CONSULTATION, "Mass", 0)).isEqualTo(3);
    }

    private static String standardFileWith(String after, String addition) throws IOException {
        try (InputStream file = RulesFile.class.getResourceAsStream("routing-rules.json")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(after);
            return text.replaceFirst(Pattern.quote(after), Matcher.quoteReplacement(after + addition));
        }
    }

    private static Manager manager(String id, Set<String> skills, int baseline) {
        return new Manager(
                new ManagerProfile(id, "o1", "Астана", id, "Специалист", skills, 1), Workload.initial(baseline));
    }

    private static RoutableTicket ticket(String id, String segment) {
        return new RoutableTicket(
                id,
                5,
                Instant.EPOCH,
                1,
                Attributes.of(segment, Category.CLAIM, Language.RU),
                "",
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void standardPriorities_areThoseOfTheTask() {
        assertThat(RulesFile.standardPriority())
                .isEqualTo(new PriorityRules(
                        Map.of(
                                Category.FRAUD, 8,
                                Category.CLAIM, 7,
                                Category.APP_FAILURE, 5,
                                Category.COMPLAINT, 5,
                                Category.DATA_CHANGE, 4,
                                Category.CONSULTATION, 3,
                                Category.SPAM, 1),
                        Set.of(Category.SPAM),
                        3,
                        Map.of("VIP", 1, "Priority", 1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"Жалоба\": 5         | \"Жалобы\": 5        | priority.category: \"Жалобы\" is no category; expected one",
                "\"Жалоба\": 5,        | \t                   | priority.category has no priority for [Жалоба]",
                "\"Жалоба\": 5         | \"Жалоба\": 11       | priority.category, \"Жалоба\" must be a whole number from 1",
                "\"Жалоба\": 5         | \"Жалоба\": 5.5      | priority.category.Жалоба: expected a whole number",
                "\"Жалоба\": 5         | \"Жалоба\": \"5\"    | priority.category.Жалоба: expected a whole number",
                "\"Жалоба\": 5         | \"Жалоба\": null     | priority.category.Жалоба: expected a whole number",
                "[\"Спам\"]            | [\"спам\"]           | priority.never_raised: \"спам\" is no category",
                "[\"Спам\"]            | \"Спам\"             | priority.never_raised: expected a list",
                "\"highest_raise\": 3, | \t                   | priority.highest_raise: the rule is missing",
                "\"VIP\": 1            | \"\": 1              | priority.segment: one of its words is empty",
                "\"VIP\": 1            | \" priority \": 1    | priority.segment names a segment twice",
                "\"highest_raise\"     | \"highest\"          | priority.highest: there is no such rule; expected one of [cat"
            })
    void brokenPriority_isRefusedByTheNameOfTheRule(String right, String wrong, String message) throws IOException {
        String file = standardFileWith("{", "");
        assertThat(file).contains(right);
        String broken = file.replace(right, wrong == null ? "" : wrong);

        assertThatThrownBy(() -> readPriority(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("routing-rules.json, ")
                .hasMessageContaining(message);
    }

    @Test
    void fileWithoutPriorities_hasNone() {
        String file = FILE.replace("REQUIREMENTS", VIP);

        assertThatThrownBy(() -> readPriority(file)).hasMessageContaining("priority: the rule is missing");
        assertRefused(
                file.replace("\"fallback\"", "\"urgency\": 1, \"fallback\""), "hub_offices, priority, requirements");
    }

    private static PriorityRules readPriority(String file) {
        return RulesFile.readPriority(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
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
