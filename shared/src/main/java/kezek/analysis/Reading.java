package kezek.analysis;

import kezek.domain.Language;

/// How a text is to be read.
///
/// @param language the language it is answered in
/// @param foreign it is in none of the three languages, so Russian is only the convention
/// @param text the clean text; one that was typed in the wrong keyboard layout is put right
record Reading(Language language, boolean foreign, String text) {

    @Override
    public String toString() {
        return "Reading[" + language + ", foreign " + foreign + "]";
    }
}
