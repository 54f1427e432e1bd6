package kezek.places;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Towns by the keys of their names (see [PlaceNames]), to be found exactly or nearly. Filled before
/// others see it, and not changed afterwards.
final class NameIndex {

    private final Map<String, Entry> byKey = new HashMap<>();
    private final Map<Integer, List<Entry>> byLength = new HashMap<>();

    /// @param letters a bit for each letter of the key: what differs by one edit differs in at most two
    private record Entry(String key, int letters, List<Town> towns) {}

    /// @param towns of this name
    /// @param distance in edits
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

    /// @param shortest keys that are shorter have too many neighbours
    /// @return what differs by at most `limit` edits
    Stream<Near> near(String key, int shortest, int limit) {
        int letters = letters(key);
        return IntStream.rangeClosed(Math.max(shortest, key.length() - limit), key.length() + limit)
                .boxed()
                .flatMap(length -> byLength.getOrDefault(length, List.of()).stream())
                .filter(entry -> Integer.bitCount(letters ^ entry.letters()) <= 2 * limit)
                .map(entry -> new Near(entry.towns(), distance(key, entry.key(), limit)))
                .filter(near -> near.distance() <= limit);
    }

    /// Words that differ twice and begin differently are different names: `Сарыбулак`, `Карабулак`.
    static int distance(String a, String b, int limit) {
        int distance = EditDistance.bounded(a, b, limit);
        return distance > 1 && a.charAt(0) != b.charAt(0) ? limit + 1 : distance;
    }

    private static int letters(String key) {
        return key.chars().reduce(0, (bits, letter) -> bits | 1 << (letter & 31));
    }
}
