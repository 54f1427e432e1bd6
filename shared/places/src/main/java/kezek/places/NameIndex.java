package kezek.places;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// An index of towns by the keys of their names (see [PlaceNames]), for exact and similarity searches. It
/// must be filled before it is shared between threads, and not changed afterwards.
final class NameIndex {

    private final Map<String, Entry> byKey = new HashMap<>();
    private final Map<Integer, List<Entry>> byLength = new HashMap<>();

    /// @param letters a bit mask of the letters in the key. One edit changes at most two bits
    private record Entry(String key, int letters, List<Town> towns) {}

    /// @param towns the towns of this name
    /// @param distance the number of edits
    record Near(List<Town> towns, int distance) {}

    void add(String key, Town town) {
        byKey.computeIfAbsent(key, this::newEntry).towns().add(town);
    }

    private Entry newEntry(String key) {
        Entry entry = new Entry(key, letters(key), new ArrayList<>(1));
        byLength.computeIfAbsent(key.length(), unused -> new ArrayList<>()).add(entry);
        return entry;
    }

    List<Town> get(String key) {
        return Optional.ofNullable(byKey.get(key)).map(Entry::towns).orElse(List.of());
    }

    boolean has(String key) {
        return byKey.containsKey(key);
    }

    Stream<Town> towns() {
        return byKey.values().stream().map(Entry::towns).flatMap(Collection::stream);
    }

    /// @param shortest the shortest key to compare, in characters; shorter keys have too many similar
    ///     ones
    /// @return the names that differ by at most `limit` edits
    Stream<Near> near(String key, int shortest, int limit) {
        int letters = letters(key);
        return IntStream.rangeClosed(Math.max(shortest, key.length() - limit), key.length() + limit)
                .boxed()
                .flatMap(length -> byLength.getOrDefault(length, List.of()).stream())
                .filter(entry -> Integer.bitCount(letters ^ entry.letters()) <= 2 * limit)
                .map(entry -> new Near(entry.towns(), distance(key, entry.key(), limit)))
                .filter(near -> near.distance() <= limit);
    }

    /// Returns a distance above the limit for words with two edits and different initials, because they
    /// are different names: `Сарыбулак`, `Карабулак`.
    static int distance(String a, String b, int limit) {
        int distance = EditDistance.bounded(a, b, limit);
        return distance > 1 && a.charAt(0) != b.charAt(0) ? limit + 1 : distance;
    }

    private static int letters(String key) {
        return key.chars().reduce(0, (bits, letter) -> bits | 1 << (letter & 31));
    }
}
