package kezek.domain;

/// Who analysed a ticket.
public enum AnalysisSource {
    RULES,
    MODEL
}
