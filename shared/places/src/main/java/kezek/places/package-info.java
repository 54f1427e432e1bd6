/// Where an address is: the gazetteer first, then a cache, then a provider on the network.
///
/// A reader starts at [kezek.places.Geocoder].
@NullMarked
package kezek.places;

import org.jspecify.annotations.NullMarked;
