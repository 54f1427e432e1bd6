package kezek.places;

import java.util.Optional;
import kezek.domain.Place;

/// A cache of provider answers, by normalised address. It stores source and precision with the place.
///
/// It does not contain failures. [Place.Unknown] is an answer, but expires sooner than a located place.
public interface PlaceCache {

    /// @param key of up to 300 characters, see [Geocoder]
    /// @return the cached answer; empty if there is none, or it has expired
    Optional<Place> get(String key);

    void put(String key, Place place);
}
