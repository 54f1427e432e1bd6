package kezek.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A handler object with the serializers of its event and its answer. They are those of the Java runtime.
final class HandlerCode {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    private final Object handler;
    private final @Nullable PojoSerializer<?> events;

    private HandlerCode(Object handler, @Nullable PojoSerializer<?> events) {
        this.handler = handler;
        this.events = events;
    }

    /// @throws IllegalStateException if the object is not a handler
    static HandlerCode of(Object handler) {
        return switch (handler) {
            case RequestStreamHandler stream -> new HandlerCode(stream, null);
            case RequestHandler<?, ?> plain -> new HandlerCode(plain, serializer(eventType(plain.getClass())));
            default ->
                throw new IllegalStateException(handler.getClass().getName()
                        + " implements neither RequestHandler nor RequestStreamHandler; a handler must be one of them");
        };
    }

    byte[] handle(byte[] event, Context context) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (handler instanceof RequestStreamHandler stream) {
            stream.handleRequest(new ByteArrayInputStream(event), out, context);
            return out.toByteArray();
        }
        @SuppressWarnings("unchecked") // the serializer was made for the type that the handler declares
        RequestHandler<@Nullable Object, @Nullable Object> plain =
                (RequestHandler<@Nullable Object, @Nullable Object>) handler;
        Object given = events == null ? null : events.fromJson(new ByteArrayInputStream(event));
        Object answer = plain.handleRequest(given, context);
        if (answer == null) {
            return NULL;
        }
        write(serializer(answer.getClass()), answer, out);
        return out.toByteArray();
    }

    /// Returns the event type of the handler's own method and not of the bridge method that the compiler
    /// adds.
    private static Class<?> eventType(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("handleRequest") && method.getParameterCount() == 2)
                .filter(method -> method.getParameterTypes()[1] == Context.class && !method.isBridge())
                .findFirst()
                .map(HandlerCode::firstParameter)
                .orElse(Object.class);
    }

    private static Class<?> firstParameter(Method method) {
        return method.getParameterTypes()[0];
    }

    private static PojoSerializer<?> serializer(Class<?> type) {
        return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
    }

    @SuppressWarnings("unchecked") // the serializer was made for the answer's own class
    private static <T> void write(PojoSerializer<?> serializer, T answer, ByteArrayOutputStream out) {
        ((PojoSerializer<T>) serializer).toJson(answer, out);
    }
}
