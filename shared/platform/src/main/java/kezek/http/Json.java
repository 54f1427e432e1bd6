package kezek.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// JSON as the API speaks it: snake_case, times in ISO 8601, `null` if something is missing.
///
///     Json.write(new PromptView("classify", 2))    // {"name":"classify","active_version":2}
///
/// A body that names a field twice is refused.
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .addModule(new SimpleModule().addSerializer(Instant.class, new InstantAsText()))
            .build();

    private Json() {}

    /// @param value a record, a map or a list
    /// @throws IllegalStateException if it is something else
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    /// @return the text, or null if it is empty
    public static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /// @param json written before
    /// @return a value that stands in other JSON as it is
    public static RawValue raw(String json) {
        return new RawValue(json);
    }

    /// @param example of a body, for the message
    /// @throws HttpError 400 if the text is no JSON, or nested more deeply than Jackson reads (1,000 levels)
    static JsonNode readBody(String body, String example) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw HttpError.badBody("the body is not JSON" + where(e) + "; expected an object such as " + example);
        }
    }

    /// A limit of Jackson that is exceeded has no location.
    private static String where(JsonProcessingException e) {
        @Nullable JsonLocation location = e.getLocation();
        return location == null
                ? " that can be read, for example because it is nested too deeply"
                : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /// Reads JSON that Kezek wrote.
    ///
    /// @throws IllegalStateException if it is no JSON
    public static JsonNode readStored(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored value is not JSON", e);
        }
    }

    private static final class InstantAsText extends JsonSerializer<Instant> {

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.toString());
        }
    }
}
