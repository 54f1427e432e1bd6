package kezek.domain;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kezek.text.LenientText;

/// How urgent a ticket is, by its category, its segment and what its text says. The rules file holds the
/// numbers; the analysis by rules applies them.
///
/// The priority is the category's, plus what the text asks for, plus the step of the segment. It never leaves
/// 1 to 10.
///
/// @param byCategory the priority of each category, 1 (can wait) to 10 (now)
/// @param neverRaised categories whose priority neither the text nor the segment changes
/// @param highestRaise the most that the urgent phrases of a text add, 0 to 9
/// @param stepBySegment what a segment adds, -9 to 9; any other segment adds nothing. Segments compare
///     without regard to case and surrounding spaces
public record PriorityRules(
        Map<Category, Integer> byCategory,
        Set<Category> neverRaised,
        int highestRaise,
        Map<String, Integer> stepBySegment) {

    private static final int LOWEST = 1;
    private static final int HIGHEST = 10;
    private static final int LONGEST_STEP = HIGHEST - LOWEST;

    /// @throws IllegalArgumentException if a category has no priority or a number lies outside its range; the
    ///     message names it
    public PriorityRules {
        byCategory = Map.copyOf(byCategory);
        neverRaised = Set.copyOf(neverRaised);
        requireAll(byCategory);
        byCategory.forEach((category, priority) ->
                requireBetween("priority.category, \"" + category.label() + "\"", priority, LOWEST, HIGHEST));
        requireBetween("priority.highest_raise", highestRaise, 0, LONGEST_STEP);
        stepBySegment.forEach((segment, step) ->
                requireBetween("priority.segment, \"" + segment + "\"", step, -LONGEST_STEP, LONGEST_STEP));
        stepBySegment = normalised(stepBySegment);
    }

    private static void requireAll(Map<Category, Integer> byCategory) {
        Set<Category> missing = EnumSet.allOf(Category.class);
        missing.removeAll(byCategory.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("priority.category has no priority for "
                    + missing.stream().map(Category::label).toList() + "; give each a number from " + LOWEST + " to "
                    + HIGHEST);
        }
    }

    private static void requireBetween(String where, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    where + " must be a whole number from " + least + " to " + most + ", but is " + value);
        }
    }

    private static Map<String, Integer> normalised(Map<String, Integer> steps) {
        return steps.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        step -> LenientText.normalised(step.getKey()), Map.Entry::getValue, (first, second) -> {
                            throw new IllegalArgumentException(
                                    "priority.segment names a segment twice, in two spellings; name each one once");
                        }));
    }

    /// @param segment of the client, as the source spells it
    /// @param raise what the urgent phrases of the text ask for, 0 if there are none
    /// @return 1 (can wait) to 10 (now)
    public int priority(Category category, String segment, int raise) {
        int usual = byCategory.getOrDefault(category, LOWEST);
        if (neverRaised.contains(category)) {
            return usual;
        }
        int step = stepBySegment.getOrDefault(LenientText.normalised(segment), 0);
        return Math.clamp(usual + Math.min(highestRaise, raise) + step, LOWEST, HIGHEST);
    }
}
