package kezek.local.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// How well answers agree with labels.
///
/// @param pairs each label with its answer
record Score(List<Pair> pairs) {

    record Pair(String label, String answer) {

        boolean agrees() {
            return label.equals(answer);
        }
    }

    Score {
        pairs = List.copyOf(pairs);
    }

    long right() {
        return pairs.stream().filter(Pair::agrees).count();
    }

    /// @return the share of right answers; 0 if there are no labels
    double accuracy() {
        return pairs.isEmpty() ? 0 : (double) right() / pairs.size();
    }

    /// @return the mean F1 of all values that occur as labels, so that a rare value counts as much as a
    ///     frequent one; F1 is the harmonic mean of precision and recall
    double macroF1() {
        return pairs.stream()
                .map(Pair::label)
                .distinct()
                .mapToDouble(this::f1)
                .average()
                .orElse(0);
    }

    private double f1(String value) {
        long hits = pairs.stream()
                .filter(pair -> pair.agrees() && pair.label().equals(value))
                .count();
        long labelled =
                pairs.stream().filter(pair -> pair.label().equals(value)).count();
        long answered =
                pairs.stream().filter(pair -> pair.answer().equals(value)).count();
        return 2.0 * hits / (labelled + answered);
    }

    /// @return label → answer → count; every value has a row and a column
    Map<String, Map<String, Long>> confusion() {
        TreeSet<String> values = new TreeSet<>();
        pairs.forEach(pair -> {
            values.add(pair.label());
            values.add(pair.answer());
        });
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        for (String label : values) {
            Map<String, Long> row =
                    values.stream().collect(Collectors.toMap(value -> value, _ -> 0L, Long::sum, TreeMap::new));
            pairs.stream()
                    .filter(pair -> pair.label().equals(label))
                    .forEach(pair -> row.merge(pair.answer(), 1L, Long::sum));
            counts.put(label, row);
        }
        return counts;
    }
}
