package kezek.domain;

/// Why a ticket is FAILED or UNASSIGNED.
///
/// @param code for programs, e.g. `GEOCODER_UNREACHABLE`, `NO_HUB_OFFICE`
/// @param message one sentence for people: what was wrong and what to do; nothing of the client
public record Failure(String code, String message) {}
