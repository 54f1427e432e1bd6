package kezek.http;

import java.util.Map;

/// A request that gets an error for an answer. The message is shown to the caller: what was wrong, what
/// was expected, and what to do.
public final class HttpError extends RuntimeException {

    private final int status;
    private final String code;
    private final Map<String, String> headers;

    private HttpError(int status, String code, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    public static HttpError badParameter(String name, String message) {
        return new HttpError(400, "BAD_PARAMETER", "parameter \"" + name + "\" " + message, Map.of());
    }

    public static HttpError badBody(String message) {
        return new HttpError(400, "BAD_BODY", message, Map.of());
    }

    public static HttpError notFound(String message) {
        return new HttpError(404, "NOT_FOUND", message, Map.of());
    }

    /// The request is fine, but not for what the ticket is now.
    public static HttpError conflict(String code, String message) {
        return new HttpError(409, code, message, Map.of());
    }

    /// The request is understood, and cannot be done as it is.
    public static HttpError unprocessable(String code, String message) {
        return new HttpError(422, code, message, Map.of());
    }

    /// @param allowed methods, as the header `Allow` wants them
    public static HttpError methodNotAllowed(String allowed) {
        return new HttpError(
                405, "METHOD_NOT_ALLOWED", "this path answers only to " + allowed, Map.of("allow", allowed));
    }

    public static HttpError tooLarge(String message) {
        return new HttpError(413, "TOO_LARGE", message, Map.of());
    }

    public static HttpError unsupportedMediaType(String message) {
        return new HttpError(415, "UNSUPPORTED_MEDIA_TYPE", message, Map.of());
    }

    public Response toResponse() {
        Response response = Response.error(status, code, String.valueOf(getMessage()));
        return response.with(headers);
    }
}
