package kezek.prompts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kezek.failure.TransientFailure;
import kezek.table.Condition;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.Write;
import kezek.table.WriteOutcome;

/// Stores the immutable versions of prompts, and the active version of each.
///
/// Version 0 is bundled and not stored. It is active until another version is activated. Version numbers
/// have no gaps, and no two versions of a prompt have the same text.
///
/// Every method throws an IllegalArgumentException if the name is not one of [BundledPrompts], and a
/// [TransientFailure] `STORE_BUSY` if the table cannot answer. Thread-safe.
public final class PromptStore {

    /// The most attempts to add a version. Each lost race means that another user added one.
    private static final int ATTEMPTS = 20;

    private final Table table;

    public PromptStore(Table table) {
        this.table = table;
    }

    /// @return the version that models receive
    /// @throws IllegalStateException if the active version is not stored
    public Prompt active(String name) {
        return find(name, activeVersion(name))
                .orElseThrow(() -> new IllegalStateException("the active version of prompt " + name
                        + " is not stored; activate another, such as 0, the one that comes with the program"));
    }

    /// @return the number of the active version; 0 until another one is activated
    public int activeVersion(String name) {
        BundledPrompts.of(name);
        return table.get(Key.activePrompt(name)).map(item -> item.integer("n")).orElse(0);
    }

    /// @return empty if there is no such version
    public Optional<Prompt> find(String name, int version) {
        Prompt bundled = BundledPrompts.of(name);
        return version == bundled.version()
                ? Optional.of(bundled)
                : stored(name, version).map(StoredPrompt::prompt);
    }

    /// @return the stored version; empty if there is none, which includes version 0
    public Optional<StoredPrompt> stored(String name, int version) {
        BundledPrompts.of(name);
        return table.get(Key.promptVersion(name, version)).map(item -> StoredPrompt.of(name, item));
    }

    /// @return the stored versions, the oldest first; without version 0
    public List<StoredPrompt> versions(String name) {
        BundledPrompts.of(name);
        return table.query(Key.promptPartition(name), Key.VERSION_PREFIX)
                .map(item -> StoredPrompt.of(name, item))
                .toList();
    }

    /// The result of adding a text. If the text already is a version, nothing changes and that version is
    /// returned.
    ///
    /// @param version the version of the text
    /// @param isNew false if the version existed before
    public record Added(int version, boolean isNew) {}

    /// Adds a version without activating it. After reading all versions before n, it writes version n on
    /// the condition that n is free. This ensures that no number is used twice and no text has two
    /// numbers.
    ///
    /// @param text at most [Prompt#MAX_BYTES] and not blank; stored as [Prompt#normalised] returns it
    /// @param by the author; empty if unknown
    /// @throws TransientFailure `STORE_BUSY`, also after 20 lost races
    public Added add(String name, String text, String by, Instant at) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<StoredPrompt> stored = versions(name);
            Optional<Integer> same = versionSaying(text, name, stored);
            if (same.isPresent()) {
                return new Added(same.orElseThrow(), false);
            }
            int next = stored.isEmpty() ? 1 : stored.getLast().prompt().version() + 1;
            Prompt prompt = new Prompt(name, next, Prompt.normalised(text));
            switch (tryPut(prompt, by, at)) {
                case WRITTEN -> {
                    return new Added(next, true);
                }
                case LOST -> {}
            }
        }
        throw new TransientFailure("STORE_BUSY", ATTEMPTS + " others added a version of prompt " + name);
    }

    private static Optional<Integer> versionSaying(String text, String name, List<StoredPrompt> stored) {
        return BundledPrompts.of(name).says(text)
                ? Optional.of(0)
                : stored.stream()
                        .map(StoredPrompt::prompt)
                        .filter(prompt -> prompt.says(text))
                        .map(Prompt::version)
                        .findFirst();
    }

    private WriteOutcome tryPut(Prompt prompt, String by, Instant at) {
        return WriteOutcome.of(table.write(Write.put(
                Item.at(Key.promptVersion(prompt.name(), prompt.version()))
                        .with("n", prompt.version())
                        .with("text", prompt.text())
                        .with("createdAt", at)
                        .with("by", by)
                        .build(),
                Condition.isNew())));
    }

    /// Whether a version was activated.
    public enum Activation {
        ACTIVATED,
        /// The version does not exist, and nothing changed.
        UNKNOWN_VERSION
    }

    /// Activates a version, so that models receive it. Execution environments may use the previous
    /// version for up to [ActivePrompt#KEPT]. If two users activate versions at the same time, the later
    /// write wins. Activating the active version again changes only its time and author.
    ///
    /// @param version the version to activate; 0 restores the bundled one
    /// @param by the user; empty if unknown
    public Activation activate(String name, int version, String by, Instant at) {
        // Versions are never deleted, so the version still exists when it becomes active.
        if (find(name, version).isEmpty()) {
            return Activation.UNKNOWN_VERSION;
        }
        table.write(Write.put(Item.at(Key.activePrompt(name))
                .with("n", version)
                .with("at", at)
                .with("by", by)
                .build()));
        return Activation.ACTIVATED;
    }
}
