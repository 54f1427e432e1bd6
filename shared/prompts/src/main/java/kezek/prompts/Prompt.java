package kezek.prompts;

import java.nio.charset.StandardCharsets;

/// What a model is told to do: one version, which never changes.
///
/// @param name which prompt, such as [#CLASSIFY]
/// @param version counts from 1; 0 is the one that comes with the program
/// @param text the system message, at most [#MAX_BYTES]
public record Prompt(String name, int version, String text) {

    /// The prompt that classifies tickets.
    public static final String CLASSIFY = "classify";

    /// Longest text, in bytes of UTF-8: it is sent, and paid for, with every ticket.
    public static final int MAX_BYTES = 16 * 1024;

    public Prompt {
        if (name.isBlank() || text.isBlank() || version < 0) {
            throw new IllegalArgumentException("a prompt needs a name, a text, and a version of 0 or more");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("a prompt has at most " + MAX_BYTES + " bytes");
        }
    }

    /// @return the text without blanks around it and with lines ending in LF, as prompts are compared and
    ///     kept: an editor changes these and means nothing by it
    public static String normalised(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    /// @return whether both say the same to a model
    public boolean says(String otherText) {
        return text.equals(normalised(otherText));
    }

    /// @return `{name}/{version}`, as analyses name it
    public String id() {
        return name + "/" + version;
    }
}
