package kezek.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An object in the body of a request, see [JsonBody].
public final class JsonObject {

    private final String path;
    private final JsonNode node;

    /// @param path its place in the body; empty for the body itself
    /// @throws HttpError 400 if it has a field that is not `known`
    JsonObject(String path, JsonNode node, Set<String> known) {
        this.path = path;
        this.node = node;
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw HttpError.badBody("the body has an unknown field \"" + pathOf(name) + "\"; known are "
                        + known.stream()
                                .sorted()
                                .map(field -> '"' + field + '"')
                                .collect(Collectors.joining(", ")));
            }
        });
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /// @return whether the field is there; it may be null
    public boolean has(String name) {
        return node.has(name);
    }

    /// @param expected what the value must be, see [JsonValue#expecting]
    /// @throws HttpError 400 if the field is missing
    public JsonValue required(String name, String expected) {
        return optional(name)
                .map(value -> value.expecting(expected))
                .orElseThrow(() -> HttpError.badField(pathOf(name), "must be " + expected));
    }

    /// A field that may be left out. One that is null is not left out, and every accessor refuses it.
    public Optional<JsonValue> optional(String name) {
        return Optional.ofNullable(node.get(name)).map(value -> new JsonValue(pathOf(name), value));
    }

    /// A field that may be left out or null, which is the same.
    public Optional<JsonValue> nullable(String name) {
        return optional(name).filter(value -> !value.isNull());
    }
}
