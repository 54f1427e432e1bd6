package kezek.messaging;

/// Says that a wave may be ready to be planned. A hint too many costs one read, and a lost one is sent again
/// by the sweeper.
public record WaveHint(String wave) {}
