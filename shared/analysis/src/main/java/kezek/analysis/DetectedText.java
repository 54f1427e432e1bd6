package kezek.analysis;

import kezek.domain.Language;

/// How a text is to be read.
///
/// @param detected the language it is written in and answered in
/// @param text the clean text; one that was typed in the wrong keyboard layout is put right
record DetectedText(DetectedLanguage detected, String text) {

    /// @return the language it is answered in
    Language language() {
        return detected.language();
    }

    /// @return whether it is in none of the three languages, so Russian is only the convention
    boolean foreign() {
        return detected.foreign();
    }

    /// @param part a sentence of the text
    DetectedText withText(String part) {
        return new DetectedText(detected, part);
    }

    @Override
    public String toString() {
        return "Reading[" + detected + "]";
    }
}
