package kezek.language;

import kezek.domain.Analysis;
import kezek.domain.Language;

/// What a text is written in, and what it is therefore answered in.
///
/// @param language what the client is answered in: Kazakh, English, or, for everything else, Russian
/// @param detected what the text is written in, ISO 639-1, such as `ru`, `kk`, `en`, `uz`; [Analysis#UNDETERMINED]
///     when nothing can be told
/// @param confidence how sure it is that [#language] is right, 0 to 1; 0 for an undetermined text, where
///     Russian is only the convention. Of texts with 0.8 or more, at least 95 of 100 are right
///     (`LanguagesTest`)
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
    /// @return what a text in that language is answered in
    static Language answeredIn(String code) {
        return switch (code) {
            case "kk" -> Language.KZ;
            case "en" -> Language.ENG;
            default -> Language.RU;
        };
    }

    /// @return whether it is known to be in none of the three languages, so that Russian is the convention
    public boolean foreign() {
        return switch (detected) {
            case "ru", "kk", "en", Analysis.UNDETERMINED -> false;
            default -> true;
        };
    }
}
