package kezek.domain;

/// Why a ticket is FAILED or UNASSIGNED.
///
/// @param code for programs, e.g. `GEOCODER_UNREACHABLE`, `NO_HUB_OFFICE`
/// @param message one human-readable sentence that says what was wrong and what to do; it contains no
///     client data
public record Failure(String code, String message) {}
