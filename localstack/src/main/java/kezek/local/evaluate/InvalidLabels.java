package kezek.local.evaluate;

/// A labelled file that cannot be used. The message says what to correct and quotes no text of a client.
final class InvalidLabels extends RuntimeException {

    InvalidLabels(String message) {
        super(message);
    }
}
