package kezek.local.evaluate;

/// A labelled file that cannot be measured against; the message says what to mend, and quotes no text of a
/// client.
final class WrongLabels extends RuntimeException {

    WrongLabels(String message) {
        super(message);
    }
}
