package kezek.language;

import java.util.Map;

/// One language in one script: what its words look like.
///
/// @param language ISO 639-1
/// @param script how it is written
/// @param prior how many of all messages are written so, 0 to 1
/// @param borrows by language, how many of the words of such a message are of that one, 0 to 1
/// @param letters how likely any word is
/// @param known words that people write to a company
record WritingSystem(
        String language, Script script, double prior, Map<String, Double> borrows, NgramModel letters, Lexicon known) {

    enum Script {
        /// As the language is written, Kazakh also without its own letters.
        OWN,
        /// Cyrillic in Latin letters.
        LATIN,
        /// Typed while the keyboard was set to another layout.
        LAYOUT
    }

    /// About every second word of a message is on a list, where there is one.
    private static final double KNOWN = 0.5;
    /// Words of a list, roughly: how many share [#KNOWN].
    private static final double LISTED = 1000;

    /// An entry that is the beginning of a word stands for many forms, and for words that only look alike.
    private static final double FORM = 0.05;

    WritingSystem {
        borrows = Map.copyOf(borrows);
    }

    /// @return how likely the word is in this writing, greater than 0
    double probability(String word) {
        double byLetters = (1 - KNOWN) * Math.exp(letters.logProbability(word));
        if (!known.contains(word)) {
            return byLetters;
        }
        return byLetters + KNOWN / LISTED * (known.containsWhole(word) ? 1 : FORM);
    }
}
