package kezek.prompts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Supplies the active version of a prompt. It is read on first use, and then at most once a minute.
///
/// Thread-safe. Concurrent threads may both read the version.
public final class ActivePrompt implements Supplier<Prompt> {

    /// How long a version is cached, which is the longest time for which the old version is used after an
    /// activation.
    public static final Duration KEPT = Duration.ofMinutes(1);

    private final PromptStore store;
    private final String name;
    private final Clock clock;
    private volatile @Nullable Known known;

    private record Known(Prompt prompt, Instant until) {}

    /// @param name one of [kezek.prompts.BundledPrompts]
    public ActivePrompt(PromptStore store, String name, Clock clock) {
        this.store = store;
        this.name = name;
        this.clock = clock;
    }

    /// @throws kezek.failure.TransientFailure `STORE_BUSY` if the table cannot answer
    @Override
    public Prompt get() {
        Instant now = clock.instant();
        @Nullable Known last = known;
        if (last != null && now.isBefore(last.until())) {
            return last.prompt();
        }
        Prompt prompt = store.active(name);
        known = new Known(prompt, now.plus(KEPT));
        return prompt;
    }
}
