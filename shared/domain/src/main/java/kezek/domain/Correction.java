package kezek.domain;

import java.time.Instant;

/// That a person put an analysis right.
///
/// @param by who, as the token says, or empty
/// @param at when the latest correction was made
/// @param original the analysis before the first correction
public record Correction(String by, Instant at, Analysis original) {}
