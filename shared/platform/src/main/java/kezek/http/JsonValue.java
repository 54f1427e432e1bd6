package kezek.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A value in the body of a request, see [JsonBody]. Each accessor answers the value as a type, or refuses
/// it with a 400 that names its place and what it must be:
///
///     body.optional("priority").map(value -> value.integer(1, 10))
///     // "priority" must be a whole number from 1 to 10
///
///     body.required("manager_id", "the id of a manager; GET /api/managers lists them").text(1, 500)
///     // "manager_id" must be the id of a manager; GET /api/managers lists them
///
/// Nothing is converted: the text `"7"` is no number. No accessor takes null.
public final class JsonValue {

    private final String path;
    private final JsonNode node;
    private final @Nullable String expected;

    /// @param path its place in the body, e.g. `files[2].name`
    JsonValue(String path, JsonNode node) {
        this(path, node, null);
    }

    private JsonValue(String path, JsonNode node, @Nullable String expected) {
        this.path = path;
        this.node = node;
        this.expected = expected;
    }

    /// @param words what the value must be; they follow "must be" in a message, in place of an accessor's
    ///     own words
    public JsonValue expecting(String words) {
        return new JsonValue(path, node, words);
    }

    /// @return its place in the body, e.g. `files[2].name`
    public String path() {
        return path;
    }

    boolean isObject() {
        return node.isObject();
    }

    boolean isNull() {
        return node.isNull();
    }

    /// @return the text as it is, of any length
    public String text() {
        check(node.isTextual(), "a text");
        return node.textValue();
    }

    /// @param min 1 to refuse a blank one
    /// @return the text without blanks around it, which has `min` to `max` characters
    public String text(int min, int max) {
        String words = min == 0
                ? "a text of at most " + max + " characters"
                : "a text of " + min + " to " + max + " characters";
        check(node.isTextual(), words);
        String text = node.textValue().strip();
        check(text.length() >= min && text.length() <= max, words);
        return text;
    }

    /// @param spelling how a value is written in JSON
    /// @return the value that is written exactly like this
    public <E> E oneOf(List<E> values, Function<E, String> spelling) {
        return values.stream()
                .filter(value -> node.isTextual() && spelling.apply(value).equals(node.textValue()))
                .findFirst()
                .orElseThrow(() -> refusal("one of "
                        + values.stream()
                                .map(value -> '"' + spelling.apply(value) + '"')
                                .collect(Collectors.joining(", "))));
    }

    /// @return a whole number from `min` to `max`
    public int integer(int min, int max) {
        return Math.toIntExact(integer((long) min, max));
    }

    /// @return a whole number from `min` to `max`
    public long integer(long min, long max) {
        boolean isInRange = node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= min
                && node.longValue() <= max;
        check(isInRange, "a whole number from " + min + " to " + max);
        return node.longValue();
    }

    /// @return true or false
    public boolean flag() {
        check(node.isBoolean(), "true or false");
        return node.booleanValue();
    }

    /// @return the elements of a list of `min` to `max`; their places end in `[0]`, `[1]`, …
    public List<JsonValue> list(int min, int max) {
        check(node.isArray() && node.size() >= min && node.size() <= max, "a list of " + min + " to " + max);
        return IntStream.range(0, node.size())
                .mapToObj(index -> new JsonValue(path + "[" + index + "]", node.get(index)))
                .toList();
    }

    /// @param fields that the object may have; any other is refused
    public JsonObject object(Set<String> fields) {
        check(node.isObject(), "an object");
        return new JsonObject(path, node, fields);
    }

    /// @return the value as JSON, to be read by something else
    public String json() {
        return node.toString();
    }

    /// @return that the value is not what [#expecting] says; to be thrown
    public HttpError refusal() {
        return refusal("something else");
    }

    private HttpError refusal(String words) {
        return HttpError.badField(path, "must be " + (expected == null ? words : expected));
    }

    private void check(boolean isExpected, String words) {
        if (!isExpected) {
            throw refusal(words);
        }
    }

    /// The place only: the value may speak of a client.
    @Override
    public String toString() {
        return "JsonValue[" + path + "]";
    }
}
