package kezek.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// The JSON object that a route takes as the body of a request.
///
///     private static final JsonBody BODY = new JsonBody(
///             16 * 1024,
///             "a change is a few short fields",
///             "{\"status\": \"CLOSED\"}",
///             Set.of("status", "reason"));
///
///     JsonObject body = BODY.read(request);
///     Optional<String> reason = body.optional("reason").map(value -> value.text(0, 500));
///
/// A value that is wrong is refused by the accessor that reads it, with a 400 that names its place in the
/// body: `"files[2].name" must be a text of 1 to 200 characters`.
///
/// @param maxBytes of the body
/// @param remedy what to do if the body is longer
/// @param example of a body, shown in messages
/// @param fields that the object may have
public record JsonBody(int maxBytes, String remedy, String example, Set<String> fields) {

    public JsonBody {
        fields = Set.copyOf(fields);
    }

    /// @throws HttpError 413 if the body is too long; 415 if its header says that it is no JSON; 400 if it
    ///     is no JSON object, names a field twice, or has a field that is not known
    public JsonObject read(Request request) {
        refuseUnlessJson(request);
        if (request.body().length > maxBytes) {
            throw HttpError.tooLarge("the body is longer than " + maxBytes + " bytes; " + remedy);
        }
        JsonValue body = new JsonValue("", Json.readBody(new String(request.body(), StandardCharsets.UTF_8), example));
        if (!body.isObject()) {
            throw HttpError.badBody("the body is not a JSON object; expected one such as " + example);
        }
        return body.object(fields);
    }

    private static void refuseUnlessJson(Request request) {
        request.header("content-type")
                .map(type -> type.toLowerCase(Locale.ROOT).split(";")[0].strip())
                .filter(type -> !type.equals("application/json") && !type.endsWith("+json"))
                .ifPresent(type -> {
                    throw HttpError.unsupportedMediaType(
                            "the body must be JSON; send it with \"Content-Type: application/json\"");
                });
    }
}
