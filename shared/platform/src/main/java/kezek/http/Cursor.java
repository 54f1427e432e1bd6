package kezek.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// The place in a list where the next page begins, as an opaque text.
///
///     String next = Cursor.encode(Cursor.Kind.IMPORTS, "march");                       // "next" of this page
///     Optional<String> last = Cursor.decode(parameters, Cursor.Kind.IMPORTS);          // in the next request
public final class Cursor {

    /// The list that a cursor belongs to. A place in one list means nothing in another.
    public enum Kind {
        NEWEST("n:"),
        IMPORT("f:"),
        IMPORTS("i:"),
        EVENTS("e:"),
        PROMPT("p:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /// No position is longer, and DynamoDB refuses a key of more than 1,024 bytes.
    private static final int MAX_LENGTH = 300;

    private Cursor() {}

    /// @param position where the page ends; at most 300 characters
    public static String encode(Kind kind, String position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((kind.prefix + position).getBytes(StandardCharsets.UTF_8));
    }

    /// @return the position; empty if the request has no parameter `cursor`
    /// @throws HttpError 400 if the cursor is not one of this list
    public static Optional<String> decode(Parameters parameters, Kind kind) {
        return parameters.text("cursor").map(cursor -> position(cursor, kind));
    }

    private static String position(String cursor, Kind kind) {
        String text = decoded(cursor);
        String prefix = Arrays.stream(Kind.values())
                .map(each -> each.prefix)
                .filter(text::startsWith)
                .findFirst()
                .orElseThrow(Cursor::broken);
        if (!prefix.equals(kind.prefix)) {
            throw HttpError.badParameter(
                    "cursor", "belongs to another list; keep the other parameters as they were on the page before");
        }
        String position = text.substring(prefix.length());
        if (position.isEmpty() || position.length() > MAX_LENGTH) {
            throw broken();
        }
        return position;
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw broken();
        }
    }

    /// @return 400: the list never gave this cursor; to be thrown
    public static HttpError broken() {
        return HttpError.badParameter(
                "cursor", "is not one that this list gave; use \"next\" of the page before, or leave it out");
    }
}
