package kezek.local.template;

/// A route of the HTTP API.
///
/// @param function logical id
/// @param method in capitals; `ANY` for all
/// @param path e.g. `/api/tickets/{id}`, `/{proxy+}`, or `$default`
public record HttpRoute(String name, String function, String method, String path) implements EventSource {

    /// Returns the route key of API Gateway, e.g. `GET /api/tickets`.
    public String key() {
        return path.equals("$default") ? path : method + " " + path;
    }
}
