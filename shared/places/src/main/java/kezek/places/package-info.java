/// Geocoding: first with a gazetteer, then with a cache, then with a provider on the network.
///
/// The entry point is [kezek.places.Geocoder].
@NullMarked
package kezek.places;

import org.jspecify.annotations.NullMarked;
