package kezek.classify;

import java.util.function.UnaryOperator;

/// A text as the model may see it.
///
/// @param restore puts what was hidden back into what the model wrote
record MaskedText(String text, UnaryOperator<String> restore) {

    @Override
    public String toString() {
        return "MaskedText[…]";
    }
}
