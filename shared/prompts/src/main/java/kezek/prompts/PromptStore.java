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

/// Prompts as versions that never change, and which version of each is active.
///
/// Version 0 comes with the program and is not stored. It is active until a person activates another one. The
/// versions 1, 2, 3 … have no gaps, and no two versions of a prompt have the same text.
///
/// Every method throws an IllegalArgumentException if the name is not one of [BundledPrompts], and a
/// [TransientFailure] `STORE_BUSY` if the table cannot answer. Thread-safe.
public final class PromptStore {

    /// Each lost race means that another person has added a version.
    private static final int ATTEMPTS = 20;

    private final Table table;

    public PromptStore(Table table) {
        this.table = table;
    }

    /// @return the version that models receive now
    /// @throws IllegalStateException if the active version is not stored
    public Prompt active(String name) {
        return find(name, activeVersion(name))
                .orElseThrow(() -> new IllegalStateException("the active version of prompt " + name
                        + " is not stored; activate another, such as 0, the one that comes with the program"));
    }

    /// @return 0 until a person has activated another version
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

    /// @return empty if no person wrote this version, so for version 0, too
    public Optional<StoredPrompt> stored(String name, int version) {
        BundledPrompts.of(name);
        return table.get(Key.promptVersion(name, version)).map(item -> StoredPrompt.of(name, item));
    }

    /// @return the versions that people wrote, the oldest first; without version 0
    public List<StoredPrompt> versions(String name) {
        BundledPrompts.of(name);
        return table.query(Key.promptPartition(name), Key.VERSION_PREFIX)
                .map(item -> StoredPrompt.of(name, item))
                .toList();
    }

    /// A text that is a version already stays that version, so adding it again changes nothing.
    ///
    /// @param version of this text
    /// @param isNew false if the version existed before
    public record Added(int version, boolean isNew) {}

    /// Adds a version without activating it. A writer takes number n after it has read all versions before n,
    /// under the condition that n is free. So no number is used twice, and no text has two numbers.
    ///
    /// @param text at most [Prompt#MAX_BYTES] and not blank; stored as [Prompt#normalised] returns it
    /// @param by the author; empty if unknown
    /// @throws TransientFailure `STORE_BUSY` also after 20 lost races
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
        /// There is no such version. Nothing was changed.
        UNKNOWN_VERSION
    }

    /// Makes a version the one that models receive. An environment that has read another version uses that for
    /// up to [ActivePrompt#KEPT]. If two people activate versions at the same time, the later write wins.
    /// Activating the active version changes nothing but its time and author.
    ///
    /// @param version 0 goes back to the one that comes with the program
    /// @param by the person; empty if unknown
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
