/// Where an address is: the gazetteer first, then a cache, then a provider on the network.
///
/// A reader starts at [kezek.geocoding.Geocoder].
@NullMarked
package kezek.geocoding;

import org.jspecify.annotations.NullMarked;
