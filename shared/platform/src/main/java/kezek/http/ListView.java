package kezek.http;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A page of a list: `{"items": […], "total": 72, "next": "…"}`.
///
/// @param items of this page
/// @param total how many the whole list has
/// @param next the [Cursor] of the next page; null on the last one
public record ListView(List<?> items, long total, @Nullable String next) {

    /// The largest page that may be asked for, in items.
    public static final int MAX_SIZE = 200;

    /// @param next cursor of the next page; empty on the last one
    public static ListView of(List<?> items, long total, Optional<String> next) {
        return new ListView(items, total, next.orElse(null));
    }
}
