package kezek.domain;

/// Where somebody is, as far as the geocoder could tell. A provider that could not be asked gives no
/// `Place` at all: the question stays open.
public sealed interface Place {

    /// Which geocoder answered: `gazetteer`, `nominatim`, …
    String source();

    /// @param name what was found, in the geocoder's own spelling; for people
    record Located(Point point, Precision precision, String source, String name) implements Place {}

    /// Asked, and nobody knows such a place.
    record Unknown(String source) implements Place {}
}
