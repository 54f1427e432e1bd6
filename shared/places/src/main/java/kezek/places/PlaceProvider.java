package kezek.places;

import kezek.domain.Address;
import kezek.domain.Place;

/// A geocoding service on the network. Requests contain only the name of a settlement and its region, and
/// never a street or other data of a ticket.
public interface PlaceProvider {

    /// The code of the [kezek.failure.TransientFailure] for an unreachable provider.
    String UNREACHABLE = "GEOCODER_UNREACHABLE";

    /// @param address the bare name of the town and, if known, the current name of the region; other
    ///     parts are empty
    /// @return the place, or [Place.Unknown] if the provider does not know it
    /// @throws kezek.failure.TransientFailure [#UNREACHABLE] if the provider cannot be reached
    /// @throws kezek.failure.Deferred if the rate limit does not allow a request now
    Place locate(Address address);
}
