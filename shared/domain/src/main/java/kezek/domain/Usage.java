package kezek.domain;

import java.time.Duration;
import java.util.OptionalLong;

/// Tokens, cost and latency of a model call, including repairs and retries.
///
/// @param promptTokens input tokens as reported by the server; 0 if it does not report them
/// @param answerTokens output tokens as reported by the server; 0 if it does not report them
/// @param costMicroUsd in millionths of a US dollar; empty if the model's price is unknown
/// @param latency from the first request to the last response
/// @param cached whether the answer came from the cache of an earlier call with the same text
public record Usage(long promptTokens, long answerTokens, OptionalLong costMicroUsd, Duration latency, boolean cached) {

    public Usage {
        if (promptTokens < 0 || answerTokens < 0 || latency.isNegative()) {
            throw new IllegalArgumentException("tokens and latency must not be negative");
        }
    }
}
