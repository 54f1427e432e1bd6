package kezek.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import kezek.failure.PermanentFailure;

/// Messages as JSON and back. Fields that the reader does not know are ignored, and no field may be missing.
///
/// ```java
/// MessageJson.write(new WaveHint("LIVE.2026030110")); // {"wave":"LIVE.2026030110"}
/// ```
public final class MessageJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            // During a deployment, functions of this version receive messages of a later one.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private MessageJson() {}

    /// @throws IllegalArgumentException if the message cannot be written, which is a defect of its type
    public static String write(Object message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(message.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    /// @throws PermanentFailure `BAD_MESSAGE` if `body` is no such message
    public static <T> T read(String body, Class<T> type) {
        try {
            return MAPPER.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new PermanentFailure(
                    "BAD_MESSAGE",
                    "a message is not a " + type.getSimpleName() + "; expected JSON such as " + example(type)
                            + "; delete it, the sweeper sends the right one");
        }
    }

    private static String example(Class<?> type) {
        if (type == TicketMessage.class) {
            return "{\"ticketId\":\"…\",\"rev\":1}";
        }
        return type == WaveHint.class ? "{\"wave\":\"…\"}" : "{\"importId\":\"…\",\"run\":\"…\"}";
    }
}
