package kezek.simulation;

/// The environment of an invocation is gone. Thrown at every call that the dead code still makes, so that
/// nothing it does has an effect.
final class Killed extends Error {

    Killed() {
        super("killed", null, false, false);
    }
}
