package kezek.analysis;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.language.DetectedText;

/// A text and the phrases of the phrase book that occur in it.
///
/// @param found in the order of the phrase book
record PhraseMatches(DetectedText reading, List<Phrase> found) {

    private static final String PRIORITY = "priority";

    PhraseMatches {
        found = List.copyOf(found);
    }

    /// @return how much the phrases raise the priority; each reason counts once
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
