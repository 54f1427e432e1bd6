package kezek.messaging;

/// "Read this file on, from where its position says."
public record ContinueImport(String importId, String run) {}
