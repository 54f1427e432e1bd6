package kezek.analysis;

/// What a model is told to do: one version, which never changes.
///
/// @param name which prompt, such as [#CLASSIFY]
/// @param version counts from 1; 0 is the one that comes with the program
/// @param text the system message
public record Prompt(String name, int version, String text) {

    /// The prompt that classifies tickets.
    public static final String CLASSIFY = "classify";

    public Prompt {
        if (name.isBlank() || text.isBlank() || version < 0) {
            throw new IllegalArgumentException("a prompt needs a name, a text, and a version of 0 or more");
        }
    }

    /// @return `{name}/{version}`, as analyses name it
    public String id() {
        return name + "/" + version;
    }
}
