package kezek.places;

import java.util.Optional;
import kezek.domain.Place;

/// What providers answered before, by normalised address. Source and precision are kept with the place.
///
/// Only answers are stored, [Place.Unknown] among them: an implementation lets that one expire sooner. A
/// provider that could not be asked is never stored.
public interface PlaceCache {

    /// @param key up to 300 characters, see [Geocoder]
    Optional<Place> get(String key);

    void put(String key, Place place);
}
