package kezek.classify;

import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.completions.CompletionUsage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import kezek.domain.Usage;

/// What asking about one ticket takes: every answer counts, the unusable ones too. Used by one thread.
final class UsageMeter {

    private final Optional<Price> price;
    private final Clock clock;
    private final Instant start;
    private int answers;
    private long promptTokens;
    private long answerTokens;

    UsageMeter(Optional<Price> price, Clock clock) {
        this.price = price;
        this.clock = clock;
        this.start = clock.instant();
    }

    void add(ChatCompletion completion) {
        answers++;
        // A server that counts wrongly may still answer rightly.
        completion._usage().asKnown().ifPresent(this::add);
    }

    private void add(CompletionUsage usage) {
        promptTokens += Math.max(0, usage._promptTokens().asKnown().orElse(0L));
        answerTokens += Math.max(0, usage._completionTokens().asKnown().orElse(0L));
    }

    /// @return empty when there was no answer at all
    Optional<Usage> usage() {
        return answers == 0 ? Optional.empty() : Optional.of(used());
    }

    /// What a server that counts no tokens costs is not known, whatever the price.
    private Usage used() {
        OptionalLong cost = price.isPresent() && promptTokens > 0
                ? OptionalLong.of(price.orElseThrow().of(promptTokens, answerTokens))
                : OptionalLong.empty();
        return new Usage(promptTokens, answerTokens, cost, latency(), false);
    }

    /// @return of an answer that was given before
    Usage cached() {
        return new Usage(0, 0, OptionalLong.of(0), latency(), true);
    }

    private Duration latency() {
        Duration latency = Duration.between(start, clock.instant());
        return latency.isNegative() ? Duration.ZERO : latency;
    }
}
