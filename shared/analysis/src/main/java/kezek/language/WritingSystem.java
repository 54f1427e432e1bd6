package kezek.language;

import java.util.Map;

/// One language in one script: how probable each word is in it.
///
/// @param language ISO 639-1
/// @param prior the share of all messages that are written so, 0 to 1
/// @param borrows the share of words borrowed from another language, by that language, 0 to 1
/// @param letters the probability of any word
/// @param known words that people write to a company
record WritingSystem(
        String language, Script script, double prior, Map<String, Double> borrows, NgramModel letters, Lexicon known) {

    enum Script {
        /// As the language is usually written; Kazakh also without its own letters.
        OWN,
        /// Cyrillic in Latin letters.
        LATIN,
        /// Typed while the keyboard was set to another layout.
        LAYOUT
    }

    /// If there is a word list, about every second word of a message is on it.
    private static final double KNOWN = 0.5;
    /// Roughly how many words a list has; they share [#KNOWN].
    private static final double LISTED = 1000;

    /// The weight of an entry that matches only the beginning of a word. Such an entry covers many
    /// inflected forms, but also unrelated words that begin alike.
    private static final double FORM = 0.05;

    WritingSystem {
        borrows = Map.copyOf(borrows);
    }

    /// @return the probability of the word in this writing system, greater than 0
    double probability(String word) {
        double byLetters = (1 - KNOWN) * Math.exp(letters.logProbability(word));
        if (!known.contains(word)) {
            return byLetters;
        }
        return byLetters + KNOWN / LISTED * (known.containsWhole(word) ? 1 : FORM);
    }
}
