package kezek.places;

import java.net.URI;
import java.util.List;
import java.util.Map;

/// Signs a request to a provider that wants to know who asks.
public interface RequestSigner {

    /// @param body of a POST, JSON
    /// @return the headers to be sent with it, without `Host` and `Content-Length`, which any HTTP client
    ///     sets itself
    Map<String, List<String>> headers(URI uri, byte[] body);
}
