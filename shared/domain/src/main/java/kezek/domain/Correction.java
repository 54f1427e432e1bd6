package kezek.domain;

import java.time.Instant;

/// A manual correction of an analysis.
///
/// @param by the user name in the access token, or empty
/// @param at when the latest correction was made
/// @param original the analysis before the first correction
public record Correction(String by, Instant at, Analysis original) {}
