package kezek.language;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The probability of a word in one language and script, by its letters: that of each letter after the
/// three before it, learnt from a text. Sequences that the text does not have are estimated from shorter
/// ones (Dirichlet smoothing), so no word is impossible. Thread-safe.
final class NgramModel {

    /// Length of the sequences. Three letters say too little about a word; sequences of five hardly
    /// repeat in a text of 2,000 words.
    private static final int ORDER = 4;
    /// The weight of the estimate from the shorter sequence, in occurrences.
    private static final double SHORTER = 3;
    /// How many characters may come next if nothing is known.
    private static final double ALPHABET = 200;
    /// In letters. Bounds the work for a text that is one endless word.
    private static final int LONGEST = 30;

    private static final char EDGE = ' ';

    private final SortedCounts followed;
    private final SortedCounts beginnings;

    /// @param words the words of a text and their occurrences
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

    /// Four letters of 16 bits. No letter is 0, so shorter sequences have other keys.
    private static long key(String edged, int from, int to) {
        long key = 0;
        for (int i = from; i < to; i++) {
            key = key << Character.SIZE | edged.charAt(i);
        }
        return key;
    }

    /// Sorted keys and their occurrences: a twentieth of the memory of a map.
    private record SortedCounts(long[] keys, int[] times) {

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

        SortedCounts counts() {
            long[] keys =
                    seen.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
            return new SortedCounts(
                    keys, Arrays.stream(keys).mapToInt(seen::get).toArray());
        }
    }
}
