package kezek.domain;

/// Whether the ticket still needs work.
public enum Status {
    OPEN,
    CLOSED
}
