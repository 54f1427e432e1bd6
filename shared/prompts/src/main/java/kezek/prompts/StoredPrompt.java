package kezek.prompts;

import java.time.Instant;
import kezek.table.Item;

/// A version of a prompt that a person wrote.
///
/// @param by the author as the token names them; empty if unknown
public record StoredPrompt(Prompt prompt, Instant createdAt, String by) {

    static StoredPrompt of(String name, Item item) {
        return new StoredPrompt(
                new Prompt(name, item.integer("n"), item.string("text")),
                item.instant("createdAt"),
                item.stringOrEmpty("by"));
    }
}
