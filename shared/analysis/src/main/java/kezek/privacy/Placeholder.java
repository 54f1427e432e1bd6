package kezek.privacy;

import java.util.Optional;
import java.util.OptionalInt;

/// A place in a text where a placeholder stands, or what is left of one.
///
/// @param start in characters of the [NormalizedText]
/// @param end exclusive
/// @param kind empty when it is a placeholder of none of our kinds, or too little of it is left
/// @param number empty when it has none
/// @param form how much it is like ours
record Placeholder(int start, int end, Optional<PersonalDataKind> kind, OptionalInt number, Form form) {

    enum Form {
        /// `[CARD_1]`, also in other letters or brackets, or without some of them.
        MARKED,
        /// `CARD 1`: perhaps words of the answer.
        UNMARKED,
        /// `[NAME_1]`: not one of our kinds.
        FOREIGN,
        /// What is left of one that was cut.
        CUT
    }
}
