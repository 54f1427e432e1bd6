package kezek.domain;

/// What produced an analysis: the rules or a model.
public enum AnalysisSource {
    RULES,
    MODEL
}
