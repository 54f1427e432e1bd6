package kezek.local.remote;

/// Something of the template that the deployed stack has otherwise, or not at all.
///
/// @param resource logical id, and the event or index within it
/// @param property as the template names it
public record Difference(String resource, String property, String template, String deployed) {

    @Override
    public String toString() {
        return resource + " " + property + ": " + deployed + ", not " + template;
    }
}
