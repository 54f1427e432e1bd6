package kezek.messaging;

/// "Read this file on, from where its position says."
public record ReadOn(String importId, String run) {}
