package kezek.domain;

/// The result of geocoding an address. If the provider cannot be reached, there is no `Place`, and the
/// address stays open.
public sealed interface Place {

    /// Which geocoder answered: `gazetteer`, `nominatim`, …
    String source();

    /// @param name the name of the place as the geocoder spells it, for display
    record Located(Point point, Precision precision, String source, String name) implements Place {}

    /// No geocoder knows the place.
    record Unknown(String source) implements Place {}
}
