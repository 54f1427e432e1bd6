package kezek.language;

import kezek.domain.Language;

/// The text of a message, and its language.
///
/// @param detected the language in which it is written and answered
/// @param text the clean text; corrected if it was typed in the wrong keyboard layout
public record DetectedText(DetectedLanguage detected, String text) {

    /// @return the language in which it is answered
    public Language language() {
        return detected.language();
    }

    /// @return as [DetectedLanguage#foreign]
    public boolean foreign() {
        return detected.foreign();
    }

    /// @param part a sentence of the text
    /// @return the sentence, in the language of the whole text
    public DetectedText withText(String part) {
        return new DetectedText(detected, part);
    }

    @Override
    public String toString() {
        return "DetectedText[" + detected + "]";
    }
}
