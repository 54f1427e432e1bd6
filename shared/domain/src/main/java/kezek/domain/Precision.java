package kezek.domain;

/// The precision of a located place, finest first.
public enum Precision {
    HOUSE,
    STREET,
    TOWN,
    REGION,
    COUNTRY
}
