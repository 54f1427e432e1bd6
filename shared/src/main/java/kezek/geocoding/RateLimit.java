package kezek.geocoding;

/// The one rate at which the whole system may ask a provider.
public interface RateLimit {

    /// Waits for the next free slot and takes it; one slot is one request.
    ///
    /// @throws kezek.failure.TransientFailure `GEOCODER_BUSY`, when no slot is free within the
    ///     implementation's deadline
    void acquire();
}
