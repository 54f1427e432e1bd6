package kezek.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// The place in a list where the next page begins, as an opaque text.
public final class Cursor {

    /// Which list it belongs to: a place in one list says nothing in another.
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

    public static String encode(Kind kind, String position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((kind.prefix + position).getBytes(StandardCharsets.UTF_8));
    }

    /// @return the position, or empty when the request has no cursor
    /// @throws ApiException 400 when the cursor is not one of this list
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

    public static HttpError broken() {
        return HttpError.badParameter(
                "cursor", "is not one that this list gave; use \"next\" of the page before, or leave it out");
    }
}
