package kezek.language;

import kezek.domain.Analysis;
import kezek.domain.Language;

/// The language that a text is written in, and the one that it is therefore answered in.
///
/// @param language the language of the answer: Kazakh, English, or Russian in all other cases
/// @param detected the language of the text in ISO 639-1, such as `ru`, `kk`, `en`, `uz`;
///     [Analysis#UNDETERMINED] if it cannot be told
/// @param confidence that `language` is right, 0 to 1; 0 for an undetermined text, where Russian is only
///     the convention. Of texts with 0.8 or more, at least 95 of 100 are right (`LanguageDetectorAccuracyTest`)
public record DetectedLanguage(Language language, String detected, double confidence) {

    /// @throws IllegalArgumentException for a confidence outside 0 to 1
    public DetectedLanguage {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be 0 to 1, but is " + confidence);
        }
    }

    static DetectedLanguage undetermined() {
        return new DetectedLanguage(Language.RU, Analysis.UNDETERMINED, 0);
    }

    /// @param code ISO 639-1
    /// @return the language in which such a text is answered
    static Language answeredIn(String code) {
        return switch (code) {
            case "kk" -> Language.KZ;
            case "en" -> Language.ENG;
            default -> Language.RU;
        };
    }

    /// @return whether the text is in another language than Russian, Kazakh and English
    public boolean foreign() {
        return switch (detected) {
            case "ru", "kk", "en", Analysis.UNDETERMINED -> false;
            default -> true;
        };
    }
}
