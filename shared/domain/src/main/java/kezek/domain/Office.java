package kezek.domain;

import java.util.Optional;

/// A business unit.
///
/// @param place where it is; an office whose place is unknown is nobody's nearest office and comes last
///     in the fallback
/// @param row its row in the file, which breaks ties
public record Office(String id, String name, String address, Optional<Place.Located> place, int row) {

    public Optional<Point> point() {
        return place.map(Place.Located::point);
    }
}
