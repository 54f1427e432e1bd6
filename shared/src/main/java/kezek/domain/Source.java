package kezek.domain;

/// Who analysed a ticket.
public enum Source {
    RULES,
    MODEL
}
