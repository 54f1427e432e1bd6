package kezek.http;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A page of a list.
///
/// @param total how many there are in the whole list
/// @param next the cursor of the next page; null on the last one
public record ListView(List<?> items, long total, @Nullable String next) {

    /// The most items that a page may have.
    public static final int MAX_SIZE = 200;

    public static ListView of(List<?> items, long total, Optional<String> next) {
        return new ListView(items, total, next.orElse(null));
    }
}
