package kezek.prompts;

import java.time.Instant;
import kezek.table.Item;

/// A version of a prompt that somebody wrote.
///
/// @param by who, as the token says, or empty
public record StoredPrompt(Prompt prompt, Instant createdAt, String by) {

    static StoredPrompt of(String name, Item item) {
        return new StoredPrompt(
                new Prompt(name, item.integer("n"), item.string("text")),
                item.instant("createdAt"),
                item.stringOrEmpty("by"));
    }
}
