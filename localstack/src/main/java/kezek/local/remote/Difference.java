package kezek.local.remote;

/// A property of the template that differs in the deployed stack, or is missing there.
///
/// @param resource logical id, with the name of the event or index if there is one
/// @param property its name in the template
public record Difference(String resource, String property, String template, String deployed) {

    @Override
    public String toString() {
        return resource + " " + property + ": " + deployed + ", not " + template;
    }
}
