package kezek.domain;

/// The language in which a ticket is answered. Texts that are neither Kazakh nor English are answered in
/// Russian.
public enum Language {
    RU,
    KZ,
    ENG
}
