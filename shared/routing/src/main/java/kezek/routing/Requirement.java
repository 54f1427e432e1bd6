package kezek.routing;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Manager;
import kezek.text.LenientText;

/// A hard filter: which tickets it holds for, and what a manager must have to take one. Within a list any word
/// matches. Words compare trimmed and without regard to case.
///
/// @param code for programs, e.g. `VIP_SKILL`
/// @param when it holds for a ticket that has, of each attribute named here, one of the values. A ticket
///     whose value is unknown has none of them
/// @param skills the manager has one of them; empty if the skills do not matter
/// @param positions the manager's position is one of them: the spellings of one position, the usual one
///     first; empty if the position does not matter
public record Requirement(
        String code, Map<RoutingAttribute, List<String>> when, List<String> skills, List<String> positions) {

    /// @throws IllegalArgumentException if it names no attribute, asks nothing of a manager, or asks for a value
    ///     that an attribute cannot have
    public Requirement {
        when = withoutEmpty(when, code);
        skills = List.copyOf(skills);
        positions = List.copyOf(positions);
        if (when.isEmpty()) {
            throw new IllegalArgumentException(
                    "requirement " + code + " does not say which tickets it is for; give it " + anyAttribute());
        }
        if (skills.isEmpty() && positions.isEmpty()) {
            throw new IllegalArgumentException(
                    "requirement " + code + " asks nothing of a manager; give it a skill or a position");
        }
    }

    private static Map<RoutingAttribute, List<String>> withoutEmpty(
            Map<RoutingAttribute, List<String>> when, String code) {
        Map<RoutingAttribute, List<String>> asked = new EnumMap<>(RoutingAttribute.class);
        when.forEach((attribute, words) -> {
            if (!words.isEmpty()) {
                asked.put(
                        attribute,
                        words.stream()
                                .map(word -> attribute.allowed(word, "requirement " + code + ", when."))
                                .toList());
            }
        });
        return Collections.unmodifiableMap(asked);
    }

    /// @return e.g. `a segment, a category or a language`
    private static String anyAttribute() {
        List<String> names = Arrays.stream(RoutingAttribute.values())
                .map(attribute -> "a " + attribute.label())
                .toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    boolean appliesTo(RoutingAttributes ticket) {
        return when.entrySet().stream()
                .allMatch(asked -> ticket.find(asked.getKey())
                        .filter(value -> LenientText.containsIgnoringCase(asked.getValue(), value))
                        .isPresent());
    }

    boolean isMetBy(Manager manager) {
        return (skills.isEmpty()
                        || manager.skills().stream().anyMatch(skill -> LenientText.containsIgnoringCase(skills, skill)))
                && (positions.isEmpty() || LenientText.containsIgnoringCase(positions, manager.position()));
    }

    String inRussian() {
        return words("навык ", " или ", "должность «", "»");
    }

    String inEnglish() {
        return words("skill ", " or ", "position “", "”");
    }

    private String words(String skill, String or, String position, String endOfPosition) {
        Stream<String> skillWords = skills.isEmpty() ? Stream.of() : Stream.of(skill + String.join(or, skills));
        Stream<String> positionWords =
                positions.isEmpty() ? Stream.of() : Stream.of(position + positions.getFirst() + endOfPosition);
        return Stream.concat(skillWords, positionWords).collect(Collectors.joining(", "));
    }
}
