package kezek.places;

import java.util.Optional;
import kezek.domain.Place;

/// Earlier answers of providers, by normalised address. Source and precision are stored with the place.
///
/// Only answers are stored. [Place.Unknown] is an answer, which an implementation lets expire sooner; a failure
/// is none.
public interface PlaceCache {

    /// @param key of up to 300 characters, see [Geocoder]
    /// @return empty if the place was never asked for, or the answer has expired
    Optional<Place> get(String key);

    void put(String key, Place place);
}
