package kezek.api;

import java.util.Map;

/// A request that gets an error for an answer. The message is shown to the caller: what was wrong, what
/// was expected, and what to do.
final class ApiException extends RuntimeException {

    private final int status;
    private final String code;
    private final Map<String, String> headers;

    private ApiException(int status, String code, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    static ApiException badParameter(String name, String message) {
        return new ApiException(400, "BAD_PARAMETER", "parameter \"" + name + "\" " + message, Map.of());
    }

    static ApiException badBody(String message) {
        return new ApiException(400, "BAD_BODY", message, Map.of());
    }

    static ApiException notFound(String message) {
        return new ApiException(404, "NOT_FOUND", message, Map.of());
    }

    /// The request is fine, but not for what the ticket is now.
    static ApiException conflict(String code, String message) {
        return new ApiException(409, code, message, Map.of());
    }

    /// The request is understood, and cannot be done as it is.
    static ApiException unprocessable(String code, String message) {
        return new ApiException(422, code, message, Map.of());
    }

    /// @param allowed methods, as the header `Allow` wants them
    static ApiException methodNotAllowed(String allowed) {
        return new ApiException(
                405, "METHOD_NOT_ALLOWED", "this path answers only to " + allowed, Map.of("allow", allowed));
    }

    static ApiException tooLarge(String message) {
        return new ApiException(413, "TOO_LARGE", message, Map.of());
    }

    static ApiException unsupportedMediaType(String message) {
        return new ApiException(415, "UNSUPPORTED_MEDIA_TYPE", message, Map.of());
    }

    Response toResponse() {
        Response response = Response.error(status, code, String.valueOf(getMessage()));
        return response.with(headers);
    }
}
