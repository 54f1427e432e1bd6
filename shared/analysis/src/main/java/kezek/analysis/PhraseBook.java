package kezek.analysis;

import java.util.List;
import kezek.language.DetectedText;
import kezek.language.ResourceTable;
import kezek.language.Spelling;
import kezek.language.Tokens;

/// All phrases of `phrases.csv`.
final class PhraseBook {

    private final List<Phrase> phrases = ResourceTable.read(PhraseBook.class, "phrases.csv", 5).stream()
            .map(Phrase::of)
            .toList();

    /// @return the phrases that occur in a text, in the order of the file, each once
    List<Phrase> found(DetectedText reading) {
        List<String> words = Tokens.of(reading.text());
        return languagesOf(reading).stream()
                .flatMap(language -> found(words, language).stream())
                .toList();
    }

    private List<Phrase> found(List<String> words, String language) {
        Spelling spelling = Phrase.spellingOf(language);
        List<String> spelled = words.stream()
                .map(word -> Tokens.isWord(word) ? spelling.of(word) : word)
                .toList();
        return phrases.stream()
                .filter(phrase -> phrase.language().equals(language) && phrase.occursIn(spelled))
                .toList();
    }

    private static List<String> languagesOf(DetectedText reading) {
        return switch (reading.language()) {
            case RU -> reading.foreign() ? List.of("UZ", "RU") : List.of("RU");
            case KZ -> List.of("KZ", "RU");
            case ENG -> List.of("ENG");
        };
    }
}
