package kezek.local.template;

/// The template contains an error, or something that the local stack does not support. The message names
/// the place as a path from the top of the file, and what is supported there.
public final class TemplateException extends RuntimeException {

    public TemplateException(String message) {
        super(message);
    }

    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
