package kezek.model;

import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.completions.CompletionUsage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import kezek.domain.Usage;

/// Measures the tokens, the cost and the time of one request. Every answer of the model counts, even if
/// it could not be used. Not thread-safe.
public final class UsageMeter {

    private final Optional<TokenPrice> price;
    private final Clock clock;
    private final Instant start;
    private int answers;
    private long promptTokens;
    private long answerTokens;

    UsageMeter(Optional<TokenPrice> price, Clock clock) {
        this.price = price;
        this.clock = clock;
        this.start = clock.instant();
    }

    void add(ChatCompletion completion) {
        answers++;
        // A server that counts wrongly may still answer correctly.
        completion._usage().asKnown().ifPresent(this::add);
    }

    private void add(CompletionUsage usage) {
        promptTokens += Math.max(0, usage._promptTokens().asKnown().orElse(0L));
        answerTokens += Math.max(0, usage._completionTokens().asKnown().orElse(0L));
    }

    /// @return tokens, cost and time until now; empty if the model did not answer at all
    public Optional<Usage> usage() {
        return answers == 0 ? Optional.empty() : Optional.of(used());
    }

    /// If the server does not count tokens, the cost is unknown even if the price is known.
    private Usage used() {
        OptionalLong cost = price.isPresent() && promptTokens > 0
                ? OptionalLong.of(price.orElseThrow().of(promptTokens, answerTokens))
                : OptionalLong.empty();
        return new Usage(promptTokens, answerTokens, cost, latency(), false);
    }

    /// @return the usage of a cached answer: time until now, no tokens, no cost
    public Usage cached() {
        return new Usage(0, 0, OptionalLong.of(0), latency(), true);
    }

    private Duration latency() {
        Duration latency = Duration.between(start, clock.instant());
        return latency.isNegative() ? Duration.ZERO : latency;
    }
}
