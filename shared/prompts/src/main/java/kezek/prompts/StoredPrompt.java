package kezek.prompts;

import java.time.Instant;
import kezek.table.Item;

/// A stored version of a prompt, written by a user.
///
/// @param by the author's user name in the access token; empty if unknown
public record StoredPrompt(Prompt prompt, Instant createdAt, String by) {

    static StoredPrompt of(String name, Item item) {
        return new StoredPrompt(
                new Prompt(name, item.integer("n"), item.string("text")),
                item.instant("createdAt"),
                item.stringOrEmpty("by"));
    }
}
