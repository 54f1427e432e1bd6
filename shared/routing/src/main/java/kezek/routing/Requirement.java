package kezek.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.text.LenientText;

/// A hard filter: which tickets it is for, and what a manager must have to take one. Within a list any
/// member matches; an empty list matches everything. Words compare trimmed and without regard to case.
///
/// @param code for programs, e.g. `VIP_SKILL`
/// @param segments tickets of these segments
/// @param categories tickets of these categories
/// @param languages tickets of these languages
/// @param skills the manager has one of them
/// @param positions the manager's position is one of them: the spellings of one position, the usual one
///     first
public record Requirement(
        String code,
        List<String> segments,
        Set<Category> categories,
        Set<Language> languages,
        List<String> skills,
        List<String> positions) {

    public Requirement {
        segments = List.copyOf(segments);
        categories = Set.copyOf(categories);
        languages = Set.copyOf(languages);
        skills = List.copyOf(skills);
        positions = List.copyOf(positions);
        if (segments.isEmpty() && categories.isEmpty() && languages.isEmpty()) {
            throw new IllegalArgumentException("requirement " + code
                    + " does not say which tickets it is for; give it a segment, a category or a language");
        }
        if (skills.isEmpty() && positions.isEmpty()) {
            throw new IllegalArgumentException(
                    "requirement " + code + " asks nothing of a manager; give it a skill or a position");
        }
    }

    boolean appliesTo(String segment, Category category, Language language) {
        return (segments.isEmpty() || LenientText.containsIgnoringCase(segments, segment))
                && (categories.isEmpty() || categories.contains(category))
                && (languages.isEmpty() || languages.contains(language));
    }

    /// @param analysis empty when nobody knows yet what the ticket is about: then only what holds for every
    ///     ticket of the segment applies
    boolean appliesTo(String segment, Optional<Analysis> analysis) {
        return analysis.map(known -> appliesTo(segment, known.category(), known.language()))
                .orElseGet(() -> categories.isEmpty()
                        && languages.isEmpty()
                        && LenientText.containsIgnoringCase(segments, segment));
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
