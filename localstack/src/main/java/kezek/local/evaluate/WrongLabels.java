package kezek.local.evaluate;

/// A labelled file that cannot be used. The message says what to correct and quotes no text of a client.
final class WrongLabels extends RuntimeException {

    WrongLabels(String message) {
        super(message);
    }
}
