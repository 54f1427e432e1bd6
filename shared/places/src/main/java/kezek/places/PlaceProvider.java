package kezek.places;

import kezek.domain.Address;
import kezek.domain.Place;

/// Somebody on the network who knows places. Only the name of a settlement and its region are sent, never
/// a street, and nothing else of a ticket.
public interface PlaceProvider {

    /// The code of a [kezek.failure.TransientFailure]: the provider could not be asked.
    String UNREACHABLE = "GEOCODER_UNREACHABLE";

    /// @param address its town, bare, and its region by the name of today, if known; the rest is empty
    /// @return the place, or [Place.Unknown] when the provider was asked and does not know it
    /// @throws kezek.failure.TransientFailure [#UNREACHABLE] when the provider could not be asked
    /// @throws kezek.failure.Deferred when its rate does not allow it now
    Place locate(Address address);
}
