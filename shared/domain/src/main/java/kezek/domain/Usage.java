package kezek.domain;

import java.time.Duration;
import java.util.OptionalLong;

/// What asking a model took, with repairs and retries.
///
/// @param promptTokens as the server counts them; 0 when it does not
/// @param answerTokens likewise
/// @param costMicroUsd in millionths of a US dollar; empty when the model's price is not known
/// @param latency from the question to the last answer
/// @param cached the answer was given before to the same text; nothing was asked
public record Usage(long promptTokens, long answerTokens, OptionalLong costMicroUsd, Duration latency, boolean cached) {

    public Usage {
        if (promptTokens < 0 || answerTokens < 0 || latency.isNegative()) {
            throw new IllegalArgumentException("tokens and latency must not be negative");
        }
    }
}
