package kezek.language;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// How likely a word is in one language and script, by its letters: each letter's chance after the three
/// before it, learnt from a text. What the text did not have is estimated from shorter beginnings
/// (Dirichlet smoothing), so no word is impossible. Thread-safe.
final class NgramModel {

    /// Letters looked at together. Three know too little of a word, five nothing that a text of 2,000 words
    /// has twice.
    private static final int ORDER = 4;
    /// How many sightings the estimate from the shorter beginning is worth.
    private static final double SHORTER = 3;
    /// Letters, digits and signs that may come next when nothing at all is known.
    private static final double ALPHABET = 200;
    /// Longer than any word, and short enough for a text that is one endless word.
    private static final int LONGEST = 30;

    private static final char EDGE = ' ';

    private final Counts followed;
    private final Counts beginnings;

    /// @param words of a text, and how often it has each
    NgramModel(Map<String, Integer> words) {
        Collector grams = new Collector();
        Collector heads = new Collector();
        words.forEach((word, times) -> {
            String edged = edged(word);
            for (int i = 1; i < edged.length(); i++) {
                for (int order = 1; order <= Math.min(ORDER, i + 1); order++) {
                    grams.add(key(edged, i - order + 1, i + 1), times);
                    heads.add(key(edged, i - order + 1, i), times);
                }
            }
        });
        followed = grams.counts();
        beginnings = heads.counts();
    }

    /// @return natural logarithm
    double logProbability(String word) {
        String edged = edged(word);
        double sum = 0;
        for (int i = 1; i < edged.length(); i++) {
            sum += Math.log(chance(edged, i));
        }
        return sum;
    }

    private double chance(String edged, int at) {
        double chance = 1 / ALPHABET;
        for (int order = 1; order <= Math.min(ORDER, at + 1); order++) {
            int head = beginnings.of(key(edged, at - order + 1, at));
            int seen = head == 0 ? 0 : followed.of(key(edged, at - order + 1, at + 1));
            chance = (seen + SHORTER * chance) / (head + SHORTER);
        }
        return chance;
    }

    private static String edged(String word) {
        return EDGE + (word.length() <= LONGEST ? word : word.substring(0, LONGEST)) + EDGE;
    }

    /// Four letters of 16 bits; no letter is 0, so that shorter ones have keys of their own.
    private static long key(String edged, int from, int to) {
        long key = 0;
        for (int i = from; i < to; i++) {
            key = key << Character.SIZE | edged.charAt(i);
        }
        return key;
    }

    /// Sorted keys and how often each was seen: a twentieth of the memory of a map.
    private record Counts(long[] keys, int[] times) {

        int of(long key) {
            int at = Arrays.binarySearch(keys, key);
            return at < 0 ? 0 : times[at];
        }
    }

    private static final class Collector {

        private final Map<Long, Integer> seen = new HashMap<>();

        void add(long key, int times) {
            seen.merge(key, times, Integer::sum);
        }

        Counts counts() {
            long[] keys =
                    seen.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
            return new Counts(keys, Arrays.stream(keys).mapToInt(seen::get).toArray());
        }
    }
}
