package kezek.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The word list of one language in one spelling: words, beginnings (`word*`) and parts (`*part`) of
/// words.
final class Lexicon {

    /// In letters. Bounds the work for a text that is one endless word.
    private static final int LONGEST_BEGINNING = 24;

    private final Spelling spelling;
    private final boolean isEmpty;
    private final Set<String> words = new HashSet<>();
    private final Set<String> beginnings = new HashSet<>();
    private final List<String> parts = new ArrayList<>();

    Lexicon(Spelling spelling, List<String> entries) {
        this.spelling = spelling;
        this.isEmpty = entries.isEmpty();
        entries.forEach(this::add);
    }

    private void add(String entry) {
        String stem = spelling.of(entry.replace("*", ""));
        if (entry.startsWith("*")) {
            parts.add(stem);
        } else if (entry.endsWith("*")) {
            beginnings.add(stem);
        } else {
            words.add(stem);
        }
    }

    /// @return whether an entry is the word, its beginning or a part of it
    boolean contains(String word) {
        if (isEmpty) {
            return false;
        }
        String spelled = spelling.of(word);
        return words.contains(spelled)
                || beginsLikeOne(spelled)
                || parts.stream().anyMatch(spelled::contains);
    }

    /// @return whether the whole word is an entry
    boolean containsWhole(String word) {
        return words.contains(spelling.of(word));
    }

    private boolean beginsLikeOne(String spelled) {
        for (int length = 2; length <= Math.min(LONGEST_BEGINNING, spelled.length()); length++) {
            if (beginnings.contains(spelled.substring(0, length))) {
                return true;
            }
        }
        return false;
    }
}
