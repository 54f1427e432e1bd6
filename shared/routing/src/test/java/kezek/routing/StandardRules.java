package kezek.routing;

import java.util.List;
import java.util.Set;
import kezek.domain.Category;
import kezek.domain.Language;

/// The rules of the original task, written out: the planner is tested without the file that people edit.
/// `RulesFileTest` holds the bundled file to them.
public final class StandardRules {

    /// As the bundled `routing-rules.json` has them.
    public static final RoutingRules RULES = new RoutingRules(
            Set.of(
                    "Казахстан",
                    "Республика Казахстан",
                    "РК",
                    "Қазақстан",
                    "Қазақстан Республикасы",
                    "Kazakhstan",
                    "Republic of Kazakhstan",
                    "KZ",
                    "KAZ"),
            List.of("Астана", "Алматы"),
            List.of(
                    skill("VIP_SKILL", List.of("VIP", "Priority"), Set.of(), "VIP"),
                    new Requirement(
                            "CHIEF_SPECIALIST",
                            List.of(),
                            Set.of(Category.DATA_CHANGE),
                            Set.of(),
                            List.of(),
                            List.of("Главный специалист", "Глав спец")),
                    skill("KZ_SKILL", List.of(), Set.of(Language.KZ), "KZ"),
                    skill("ENG_SKILL", List.of(), Set.of(Language.ENG), "ENG")),
            RoutingRules.Fallback.NEAREST_TO_PRIMARY,
            RoutingRules.Strategy.TOP_TWO_ROUND_ROBIN,
            Set.of());

    private StandardRules() {}

    private static Requirement skill(String code, List<String> segments, Set<Language> languages, String skill) {
        return new Requirement(code, segments, Set.of(), languages, List.of(skill), List.of());
    }
}
