package kezek.messaging;

/// Asks ingest to go on with a file at the position that is stored.
///
/// @param run of the file
public record ContinueImport(String importId, String run) {}
