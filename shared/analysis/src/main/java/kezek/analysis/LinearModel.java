package kezek.analysis;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kezek.language.ResourceTable;

/// A multinomial logistic regression. Each feature has a weight for each class; their sums over a text
/// are the scores of the classes, and the softmax of the scores are their probabilities.
///
/// The weights are in hundredths, in a table beside this class that `ModelTraining` writes. Immutable.
final class LinearModel {

    private static final double HUNDREDTH = 0.01;

    /// The feature that every text has.
    static final String BIAS = "#bias";

    private final Map<String, short[]> weights = new HashMap<>();
    private final int classes;

    /// @param resource has a line for each feature: its weights in the order of the classes, then its name
    LinearModel(String resource, int classes) {
        this.classes = classes;
        ResourceTable.read(LinearModel.class, resource, classes + 1)
                .forEach(row -> weights.put(row.getLast(), hundredths(row.subList(0, classes))));
        if (!weights.containsKey(BIAS)) {
            throw new IllegalStateException(resource + " has no line " + BIAS + "; train it again");
        }
    }

    private static short[] hundredths(List<String> cells) {
        short[] values = new short[cells.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Short.parseShort(cells.get(i));
        }
        return values;
    }

    double[] scores(Map<String, Double> features) {
        double[] scores = new double[classes];
        add(BIAS, 1, scores);
        features.forEach((feature, value) -> add(feature, value, scores));
        return scores;
    }

    private void add(String feature, double value, double[] scores) {
        short[] ofFeature = weights.get(feature);
        if (ofFeature != null) {
            for (int i = 0; i < classes; i++) {
                scores[i] += value * HUNDREDTH * ofFeature[i];
            }
        }
    }

    /// @return probabilities, which add up to 1
    static double[] softmax(double[] scores) {
        double highest = scores[best(scores)];
        double[] shares = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            shares[i] = StrictMath.exp(scores[i] - highest);
            sum += shares[i];
        }
        for (int i = 0; i < scores.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /// @return the class with the highest score; the first one of equals
    static int best(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    /// Explains the best class by the features that favour it most over the second best.
    ///
    /// @return at most `most` readable features in the notation of the phrase book. Only features of the
    ///     training examples have weights, so none is a client's own word
    List<String> because(Map<String, Double> features, double[] scores, int most) {
        int best = best(scores);
        int second = IntStream.range(0, classes)
                .filter(i -> i != best)
                .boxed()
                .max(Comparator.comparingDouble(i -> scores[i]))
                .orElse(best);
        return features.entrySet().stream()
                .filter(feature -> TextFeatures.isReadable(feature.getKey()))
                .filter(feature -> lead(feature, best, second) > 0)
                .sorted(Comparator.comparingDouble(feature -> -lead(feature, best, second)))
                .map(feature -> TextFeatures.shown(feature.getKey()))
                .distinct()
                .limit(most)
                .toList();
    }

    private double lead(Map.Entry<String, Double> feature, int best, int second) {
        short[] ofFeature = weights.get(feature.getKey());
        return ofFeature == null ? 0 : feature.getValue() * (ofFeature[best] - ofFeature[second]);
    }
}
