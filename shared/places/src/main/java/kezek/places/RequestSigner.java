package kezek.places;

import java.net.URI;
import java.util.List;
import java.util.Map;

/// Signs requests to a provider that requires authentication.
public interface RequestSigner {

    /// @param body the JSON body of a POST request
    /// @return the headers to send, without `Host` and `Content-Length`, which the HTTP client sets
    Map<String, List<String>> headers(URI uri, byte[] body);
}
