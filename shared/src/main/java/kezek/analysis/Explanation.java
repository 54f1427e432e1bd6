package kezek.analysis;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Category;
import kezek.domain.Sentiment;

/// What the rules heard in a text, and what follows from it.
///
/// @param found every phrase that occurs
record Explanation(Reading reading, List<Phrase> found) {

    Explanation {
        found = List.copyOf(found);
    }

    /// @return the points of each category that was heard at all
    Map<Category, Integer> categories() {
        Map<Category, Integer> points = new EnumMap<>(Category.class);
        of("category").forEach(phrase -> points.merge(Category.valueOf(phrase.value()), phrase.weight(), Integer::sum));
        return points;
    }

    int points(Sentiment sentiment) {
        return of("sentiment")
                .filter(phrase -> phrase.value().equals(sentiment.name()))
                .mapToInt(Phrase::weight)
                .sum();
    }

    /// @return how much each reason for urgency raises the priority
    Map<String, Integer> urgency() {
        return of("priority").collect(Collectors.toMap(Phrase::value, Phrase::weight, Math::max));
    }

    private Stream<Phrase> of(String kind) {
        return found.stream().filter(phrase -> phrase.kind().equals(kind));
    }
}
