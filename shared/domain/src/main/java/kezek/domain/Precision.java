package kezek.domain;

/// How exactly a place is known, finest first.
public enum Precision {
    HOUSE,
    STREET,
    TOWN,
    REGION,
    COUNTRY
}
