package kezek.http;

import java.util.List;
import java.util.Map;

/// An error response. The client sees the message, which says what was wrong, what was expected, and what
/// to do.
///
///     throw HttpError.badParameter("size", "must be a whole number from 1 to 200");
///     // 400 BAD_PARAMETER: parameter "size" must be a whole number from 1 to 200
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

    /// 400 `BAD_PARAMETER`.
    ///
    /// @param message what is wrong with the parameter; its name is put in front
    public static HttpError badParameter(String name, String message) {
        return new HttpError(400, "BAD_PARAMETER", "parameter \"" + name + "\" " + message, Map.of());
    }

    /// 400 `BAD_BODY`.
    public static HttpError badBody(String message) {
        return new HttpError(400, "BAD_BODY", message, Map.of());
    }

    /// 400 `BAD_BODY`.
    ///
    /// @param path the path of the field in the body, e.g. `files[2].name`
    /// @param message what is wrong with the field; its path is put in front
    public static HttpError badField(String path, String message) {
        return badBody("\"" + path + "\" " + message);
    }

    /// 404 `NOT_FOUND`.
    public static HttpError notFound(String message) {
        return new HttpError(404, "NOT_FOUND", message, Map.of());
    }

    /// 409: the request is valid, but conflicts with what is stored now.
    public static HttpError conflict(String code, String message) {
        return new HttpError(409, code, message, Map.of());
    }

    /// 422: the request is well-formed, but cannot be carried out.
    public static HttpError unprocessable(String code, String message) {
        return new HttpError(422, code, message, Map.of());
    }

    /// 405 `METHOD_NOT_ALLOWED`, with the header `Allow`.
    ///
    /// @param allowed the methods that the path supports
    public static HttpError methodNotAllowed(List<String> allowed) {
        String methods = String.join(", ", allowed);
        return new HttpError(
                405, "METHOD_NOT_ALLOWED", "this path answers only to " + methods, Map.of("allow", methods));
    }

    /// 413 `TOO_LARGE`.
    public static HttpError tooLarge(String message) {
        return new HttpError(413, "TOO_LARGE", message, Map.of());
    }

    /// 415 `UNSUPPORTED_MEDIA_TYPE`.
    public static HttpError unsupportedMediaType(String message) {
        return new HttpError(415, "UNSUPPORTED_MEDIA_TYPE", message, Map.of());
    }

    /// @return the error in the form of Kezek's own API: `{"error": {"code", "message"}}`
    public Response toResponse() {
        return Response.error(status, code, String.valueOf(getMessage())).with(headers);
    }
}
