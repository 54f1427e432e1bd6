package kezek.prompts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kezek.failure.TransientFailure;
import kezek.table.Commit;
import kezek.table.Condition;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.Write;

/// What models are told to do, as versions that never change, and which of them is active.
///
/// Version 0 is the one that comes with the program, and active until somebody activates another; it is
/// not stored. The versions 1, 2, 3 … have no gaps, and no two of a prompt have the same text.
///
/// Every method throws an IllegalArgumentException for a name that is not one of [BundledPrompts], and a
/// [TransientFailure] `STORE_BUSY` when the table cannot answer. Thread-safe.
public final class PromptStore {

    /// Each lost race means that somebody else has added a version.
    private static final int ATTEMPTS = 20;

    private final Table table;

    public PromptStore(Table table) {
        this.table = table;
    }

    /// @return the version that models are told now
    public Prompt active(String name) {
        return find(name, activeVersion(name))
                .orElseThrow(() -> new IllegalStateException("the active version of prompt " + name
                        + " is not stored; activate another, such as 0, the one that comes with the program"));
    }

    /// @return 0 until somebody has activated another
    public int activeVersion(String name) {
        BundledPrompts.of(name);
        return table.get(Key.activePrompt(name)).map(item -> item.integer("n")).orElse(0);
    }

    public Optional<Prompt> find(String name, int version) {
        Prompt bundled = BundledPrompts.of(name);
        return version == bundled.version()
                ? Optional.of(bundled)
                : stored(name, version).map(StoredPrompt::prompt);
    }

    /// @return empty for version 0, too: nobody wrote it here
    public Optional<StoredPrompt> stored(String name, int version) {
        BundledPrompts.of(name);
        return table.get(Key.promptVersion(name, version)).map(item -> StoredPrompt.of(name, item));
    }

    /// @return what people wrote, oldest first; without version 0
    public List<StoredPrompt> versions(String name) {
        BundledPrompts.of(name);
        return table.query(Key.promptPartition(name), Key.VERSION_PREFIX)
                .map(item -> StoredPrompt.of(name, item))
                .toList();
    }

    /// A text that is a version already stays that version: posting it again adds nothing.
    ///
    /// @param version the one with this text
    /// @param isNew false when it was there before
    public record Added(int version, boolean isNew) {}

    /// Adds a version, which is not active by that. Whoever takes number n has read all before it, and the
    /// condition says that n is free: so no number is given twice, and no text has two.
    ///
    /// @param text at most [Prompt#MAX_BYTES] and not blank; kept as [Prompt#normalised] has it
    /// @param by who writes it, or empty
    public Added add(String name, String text, String by, Instant at) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<StoredPrompt> stored = versions(name);
            Optional<Integer> same = versionSaying(text, name, stored);
            if (same.isPresent()) {
                return new Added(same.orElseThrow(), false);
            }
            int next = stored.isEmpty() ? 1 : stored.getLast().prompt().version() + 1;
            Prompt prompt = new Prompt(name, next, Prompt.normalised(text));
            if (isPut(prompt, by, at)) {
                return new Added(next, true);
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

    private boolean isPut(Prompt prompt, String by, Instant at) {
        Commit commit = table.write(Write.put(
                Item.at(Key.promptVersion(prompt.name(), prompt.version()))
                        .with("n", prompt.version())
                        .with("text", prompt.text())
                        .with("createdAt", at)
                        .with("by", by)
                        .build(),
                Condition.isNew()));
        return commit instanceof Commit.Done;
    }

    /// Makes a version the one that models are told, from now on and, where an environment still has the
    /// other, within [ActivePrompt#KEPT]. Of two at once the later one holds. Activating what is active
    /// writes it again, which does no harm.
    ///
    /// @param version 0 goes back to the one that comes with the program
    /// @return false when there is no such version; nothing is changed then
    public boolean activate(String name, int version, String by, Instant at) {
        // Versions are never deleted: what is there now is there when the next line is written.
        if (find(name, version).isEmpty()) {
            return false;
        }
        table.write(Write.put(Item.at(Key.activePrompt(name))
                .with("n", version)
                .with("at", at)
                .with("by", by)
                .build()));
        return true;
    }
}
