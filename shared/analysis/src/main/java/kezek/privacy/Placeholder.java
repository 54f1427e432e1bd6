package kezek.privacy;

import java.util.Optional;
import java.util.OptionalInt;

/// A placeholder in a text, or what is left of one.
///
/// @param start the index of the first character in the [NormalizedText]
/// @param end the index after the last character
/// @param kind empty if it is not one of our kinds, or if too little of the placeholder is left
/// @param number empty if the placeholder has none
/// @param form how closely it resembles our placeholders
record Placeholder(int start, int end, Optional<PersonalDataKind> kind, OptionalInt number, Form form) {

    enum Form {
        /// `[CARD_1]`, also in other letters or brackets, or without some of them.
        MARKED,
        /// `CARD 1`: possibly words of the answer.
        UNMARKED,
        /// `[NAME_1]`: not one of our kinds.
        FOREIGN,
        /// The rest of a placeholder that was cut.
        CUT
    }
}
