package kezek.routing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kezek.domain.Category;

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
                    skill("VIP_SKILL", RoutingAttribute.SEGMENT, List.of("VIP", "Priority"), "VIP"),
                    new Requirement(
                            "CHIEF_SPECIALIST",
                            Map.of(RoutingAttribute.CATEGORY, List.of(Category.DATA_CHANGE.label())),
                            List.of(),
                            List.of("Главный специалист", "Глав спец")),
                    skill("KZ_SKILL", RoutingAttribute.LANGUAGE, List.of("KZ"), "KZ"),
                    skill("ENG_SKILL", RoutingAttribute.LANGUAGE, List.of("ENG"), "ENG")),
            RoutingRules.Fallback.NEAREST_TO_PRIMARY,
            RoutingRules.Strategy.TOP_TWO_ROUND_ROBIN,
            Set.of());

    private StandardRules() {}

    private static Requirement skill(String code, RoutingAttribute attribute, List<String> values, String skill) {
        return new Requirement(code, Map.of(attribute, values), List.of(skill), List.of());
    }
}
