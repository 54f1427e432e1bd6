package kezek.simulation;

/// The environment of an invocation has ended. Every further call of its code throws this, so that the
/// code has no effect.
final class Killed extends Error {

    Killed() {
        super("killed", null, false, false);
    }
}
