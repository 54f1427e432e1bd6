package kezek.messaging;

/// "This wave may be ready to be planned." A hint too many costs one read.
public record WaveHint(String wave) {}
