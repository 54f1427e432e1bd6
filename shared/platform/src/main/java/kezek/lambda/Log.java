package kezek.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.failure.PermanentFailure;
import kezek.failure.TransientFailure;

/// The log of one invocation. Its lines contain ids and counts, and never a client's name, text or address. The
/// runtime writes them as JSON.
public final class Log {

    private static final int FRAMES = 8;

    private final LambdaLogger logger;

    private Log(LambdaLogger logger) {
        this.logger = logger;
    }

    public static Log of(Context context) {
        return new Log(context.getLogger());
    }

    public void info(String message) {
        logger.log(message, LogLevel.INFO);
    }

    public void warn(String message) {
        logger.log(message, LogLevel.WARN);
    }

    /// Logs what went wrong. Of an exception that is not Kezek's own, only the class and the first 8 frames are
    /// logged, because its message may quote a client.
    ///
    /// @param message without a full stop; a colon and the description of the exception follow
    public void error(String message, Throwable thrown) {
        logger.log(message + ": " + describe(thrown), LogLevel.ERROR);
    }

    /// The classes alone, because the messages of causes are not Kezek's own.
    private static String causes(Throwable failure) {
        return Stream.iterate(failure.getCause(), Objects::nonNull, Throwable::getCause)
                .map(cause -> " ← " + cause.getClass().getName())
                .collect(Collectors.joining());
    }

    private static String describe(Throwable thrown) {
        return switch (thrown) {
            case TransientFailure failure -> failure.code() + ", " + failure.getMessage() + causes(failure);
            case PermanentFailure failure -> failure.code() + ", " + failure.getMessage();
            default ->
                thrown.getClass().getName()
                        + Arrays.stream(thrown.getStackTrace())
                                .limit(FRAMES)
                                .map(frame -> " at " + frame)
                                .collect(Collectors.joining(","));
        };
    }
}
