package kezek.language;

import kezek.domain.Language;

/// The text of a message, and its language.
///
/// @param detected the language it is written in and answered in
/// @param text the clean text; one that was typed in the wrong keyboard layout is put right
public record DetectedText(DetectedLanguage detected, String text) {

    /// @return the language it is answered in
    public Language language() {
        return detected.language();
    }

    /// @return whether it is in none of the three languages, so Russian is only the convention
    public boolean foreign() {
        return detected.foreign();
    }

    /// @param part a sentence of the text
    public DetectedText withText(String part) {
        return new DetectedText(detected, part);
    }

    @Override
    public String toString() {
        return "DetectedText[" + detected + "]";
    }
}
