package kezek.geocoding;

import kezek.domain.Address;
import kezek.domain.Place;

/// Somebody on the network who knows places. Only the address is sent, nothing else of a ticket.
public interface PlaceProvider {

    /// @return the place, or [Place.Unknown] when the provider was asked and does not know it
    /// @throws kezek.failure.TransientFailure `GEOCODER_UNREACHABLE` when the provider could not be asked,
    /// `GEOCODER_BUSY` when it must not be asked now
    Place locate(Address address);
}
