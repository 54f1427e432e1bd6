package kezek.prompts;

import java.nio.charset.StandardCharsets;

/// An immutable version of the instructions for a model.
///
/// @param name the name of the prompt, such as [#CLASSIFY]
/// @param version counted from 1; 0 is the bundled version
/// @param text the text of the system message, at most [#MAX_BYTES]
public record Prompt(String name, int version, String text) {

    /// The prompt that classifies tickets.
    public static final String CLASSIFY = "classify";

    /// The longest text, in bytes of UTF-8. It is sent, and paid for, with every ticket.
    public static final int MAX_BYTES = 16 * 1024;

    public Prompt {
        if (name.isBlank() || text.isBlank() || version < 0) {
            throw new IllegalArgumentException("a prompt needs a name, a text, and a version of 0 or more");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("a prompt has at most " + MAX_BYTES + " bytes");
        }
    }

    /// Removes differences that editors introduce. Prompts are compared and stored in this form.
    ///
    /// @return the text without whitespace around it, and with lines that end in LF
    public static String normalised(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    /// @return whether both texts are the same after [#normalised]
    public boolean says(String otherText) {
        return text.equals(normalised(otherText));
    }

    /// @return `{name}/{version}`, as analyses name it
    public String id() {
        return name + "/" + version;
    }
}
