package kezek.domain;

/// Whether somebody still has to work on the ticket.
public enum Status {
    OPEN,
    CLOSED
}
