package kezek.analysis;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.language.DetectedText;

/// What the rules heard in a text.
///
/// @param found every phrase that occurs
record PhraseMatches(DetectedText reading, List<Phrase> found) {

    private static final String PRIORITY = "priority";

    PhraseMatches {
        found = List.copyOf(found);
    }

    /// @return how much the reasons for urgency raise the priority, each reason once
    int raise() {
        return found.stream()
                .filter(phrase -> phrase.kind().equals(PRIORITY))
                .collect(Collectors.toMap(Phrase::value, Phrase::weight, Math::max))
                .values()
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    Stream<String> urgentPhrases() {
        return found.stream().filter(phrase -> phrase.kind().equals(PRIORITY)).map(Phrase::text);
    }
}
