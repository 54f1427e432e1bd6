package kezek.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The JSON object in the body of a request.
public final class JsonBody {

    private JsonBody() {}

    /// @param maxBytes of the body
    /// @param remedy what to do when it is longer
    /// @param example of a body
    /// @param known fields
    /// @throws ApiException 400, 413 or 415
    public static JsonNode of(Request request, int maxBytes, String remedy, String example, Set<String> known) {
        refuseUnlessJson(request);
        if (request.body().length > maxBytes) {
            throw HttpError.tooLarge("the body is longer than " + maxBytes + " bytes; " + remedy);
        }
        JsonNode body = Json.readBody(new String(request.body(), StandardCharsets.UTF_8), example);
        if (!body.isObject()) {
            throw HttpError.badBody("the body is not a JSON object; expected one such as " + example);
        }
        refuseUnknownFields(body, known, "");
        return body;
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

    /// @param where the object stands, e.g. `files[0].`
    public static void refuseUnknownFields(JsonNode object, Set<String> known, String where) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw HttpError.badBody("the body has an unknown field " + quoted(where + name) + "; known are "
                        + known.stream().sorted().map(JsonBody::quoted).collect(Collectors.joining(", ")));
            }
        });
    }

    /// @return the field `version`: the only version of a ticket to be changed, if any
    /// @throws ApiException 400
    public static Optional<Long> version(JsonNode body) {
        @Nullable JsonNode node = body.get("version");
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 1) {
            throw HttpError.badBody("\"version\" must be a whole number from 1: the version that GET showed");
        }
        return Optional.of(node.longValue());
    }

    public static String quoted(String text) {
        return '"' + text + '"';
    }
}
