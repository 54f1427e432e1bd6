package kezek.domain;

/// The language a ticket is answered in. Whatever is neither Kazakh nor English is answered in Russian.
public enum Language {
    RU,
    KZ,
    ENG
}
