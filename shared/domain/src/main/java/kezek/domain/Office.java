package kezek.domain;

import java.util.Optional;

/// A business unit.
///
/// @param place the location. An office without a location is never the nearest office of a ticket, and
///     comes last in the fallback order
/// @param row its row in the file, which breaks ties
public record Office(String id, String name, String address, Optional<Place.Located> place, int row) {

    public Optional<Point> point() {
        return place.map(Place.Located::point);
    }
}
