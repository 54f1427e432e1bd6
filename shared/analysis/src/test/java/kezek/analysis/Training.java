package kezek.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Trains a [LinearModel] by stochastic gradient descent with AdaGrad steps and an L2 penalty. The same
/// examples give the same weights on every machine: the order is seeded, the arithmetic is strict.
final class Training {

    record Example(Map<String, Double> features, int label) {}

    /// An example whose features are numbers of columns.
    private record Encoded(int[] columns, double[] values, int label) {}

    private static final int EPOCHS = 20;
    private static final double STEP = 0.15;
    private static final double PENALTY = 5e-4;
    private static final double FIRST_STEP_DAMPING = 1e-6;

    /// A feature of a single example says nothing about others, and could be a name.
    private static final int FEWEST_EXAMPLES = 2;

    private static final int BIAS_COLUMN = 0;

    private final TreeMap<String, Integer> columns = new TreeMap<>();
    private final double[][] weights;
    private final double[][] squares;
    private final int classes;

    private Training(List<Example> examples, int classes) {
        this.classes = classes;
        Map<String, Integer> counts = new HashMap<>();
        examples.forEach(example -> example.features().keySet().forEach(name -> counts.merge(name, 1, Integer::sum)));
        columns.put(LinearModel.BIAS, BIAS_COLUMN);
        counts.entrySet().stream()
                .filter(count -> count.getValue() >= FEWEST_EXAMPLES)
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(name -> columns.put(name, columns.size()));
        this.weights = new double[columns.size()][classes];
        this.squares = new double[columns.size()][classes];
    }

    /// @return the weights of each feature
    static Map<String, double[]> train(List<Example> examples, int classes) {
        Training training = new Training(examples, classes);
        List<Encoded> encoded =
                new ArrayList<>(examples.stream().map(training::encoded).toList());
        Random random = new Random(1);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            Collections.shuffle(encoded, random);
            encoded.forEach(training::step);
        }
        Map<String, double[]> named = new TreeMap<>();
        training.columns.forEach((name, column) -> named.put(name, training.weights[column]));
        return named;
    }

    private Encoded encoded(Example example) {
        List<String> names = example.features().keySet().stream()
                .filter(columns::containsKey)
                .toList();
        int[] numbers = IntStream.concat(
                        IntStream.of(BIAS_COLUMN), names.stream().mapToInt(columns::get))
                .toArray();
        double[] values = new double[numbers.length];
        values[0] = 1;
        for (int i = 1; i < values.length; i++) {
            values[i] = example.features().get(names.get(i - 1));
        }
        return new Encoded(numbers, values, example.label());
    }

    private void step(Encoded example) {
        double[] scores = new double[classes];
        for (int i = 0; i < example.columns().length; i++) {
            addTo(scores, weights[example.columns()[i]], example.values()[i]);
        }
        double[] errors = LinearModel.softmax(scores);
        errors[example.label()] -= 1;
        for (int i = 0; i < example.columns().length; i++) {
            adjust(example.columns()[i], example.values()[i], errors);
        }
    }

    private void adjust(int column, double value, double[] errors) {
        double penalty = column == BIAS_COLUMN ? 0 : PENALTY;
        double[] ofFeature = weights[column];
        double[] sums = squares[column];
        for (int i = 0; i < classes; i++) {
            double gradient = errors[i] * value + penalty * ofFeature[i];
            sums[i] += gradient * gradient;
            ofFeature[i] -= STEP * gradient / Math.sqrt(sums[i] + FIRST_STEP_DAMPING);
        }
    }

    static double[] scores(Map<String, Double> features, Map<String, double[]> weights) {
        double[] scores = weights.get(LinearModel.BIAS).clone();
        features.forEach((name, value) -> {
            if (weights.containsKey(name)) {
                addTo(scores, weights.get(name), value);
            }
        });
        return scores;
    }

    private static void addTo(double[] scores, double[] ofFeature, double value) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] += value * ofFeature[i];
        }
    }
}
