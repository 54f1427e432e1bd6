package kezek.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import kezek.analysis.Training.Example;
import kezek.domain.Category;
import kezek.domain.Sentiment;
import kezek.language.DetectedText;
import kezek.language.LanguageDetector;
import org.junit.jupiter.api.Test;

/// Writes the linear models that come with the program, from `training.csv` and `phrases.csv`. No test of
/// the build: run it after a change of either, from the project's folder:
///
/// `mvn -q -pl shared test -Dtest=ModelTraining`
class ModelTraining {

    static final String COMMAND = "mvn -q -pl shared test -Dtest=ModelTraining";

    static final Path RESOURCES = Path.of("src/main/resources/kezek/analysis");
    private static final Path EXAMPLES = Path.of("src/test/resources/kezek/analysis/training.csv");

    /// A feature whose every weight is smaller changes nothing.
    private static final int SMALLEST_HUNDREDTHS = 25;

    private static final int FOLDS = 5;

    private record Scored(double[] scores, int label) {

        boolean isRight() {
            return LinearModel.best(scores) == label;
        }

        double loss(double factor) {
            double[] sharpened =
                    Arrays.stream(scores).map(score -> factor * score).toArray();
            return -StrictMath.log(LinearModel.softmax(sharpened)[label]);
        }
    }

    private final LanguageDetector languages = new LanguageDetector();
    private final PhraseBook phrases = new PhraseBook();

    @Test
    void train() throws IOException {
        train(
                "category-model.csv",
                Arrays.asList(Category.values()),
                text -> text.category().stream().toList());
        train(
                "sentiment-model.csv",
                Arrays.asList(Sentiment.values()),
                text -> text.sentiment().stream().toList());
    }

    /// @param label the class of a text, or an empty list when it has none
    private <C extends Enum<C>> void train(String file, List<C> classes, Function<LabelledText, List<C>> label)
            throws IOException {
        List<Example> examples = examples(LabelledText.training(), label);
        Map<String, double[]> weights = Training.train(examples, classes.size());
        List<LabelledText> development = LabelledText.messages().stream()
                .filter(text -> text.set().equals(LabelledText.DEVELOPMENT))
                .toList();
        List<Scored> unseen = scored(examples(development, label), weights);
        List<Scored> crossValidated = crossValidated(examples, classes.size());
        // Both: the messages are longer and easier than the examples, and by the same hand, and what real
        // clients write is not.
        double sharpness = sharpness(
                Stream.concat(unseen.stream(), crossValidated.stream()).toList());
        List<String> lines = lines(weights, sharpness);
        String head = head(classes) + classes.stream().map(Enum::name).collect(Collectors.joining(",")) + ",feature\n";
        Files.writeString(RESOURCES.resolve(file), head + String.join("\n", lines) + "\n");
        System.out.printf(
                Locale.ROOT,
                "%s: %d examples, %d features, right in cross-validation %.3f, on the development half %.3f,"
                        + " scores multiplied by %.2f%n",
                file,
                examples.size(),
                lines.size(),
                share(crossValidated),
                share(unseen),
                sharpness);
        assertThat(lines).hasSizeGreaterThan(1_000);
    }

    private <C extends Enum<C>> List<Example> examples(
            List<LabelledText> texts, Function<LabelledText, List<C>> label) {
        return texts.stream()
                .flatMap(text ->
                        label.apply(text).stream().map(value -> new Example(features(text.text()), value.ordinal())))
                .toList();
    }

    private Map<String, Double> features(String text) {
        DetectedText reading = languages.read(text);
        return TextFeatures.of(new PhraseMatches(reading, phrases.found(reading)));
    }

    private static double share(List<Scored> scored) {
        return scored.stream().filter(Scored::isRight).count() / (double) scored.size();
    }

    /// @return for each example the scores of a model that was trained without it
    private static List<Scored> crossValidated(List<Example> examples, int classes) {
        List<Scored> scored = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Example> known = new ArrayList<>();
            List<Example> unseen = new ArrayList<>();
            for (int i = 0; i < examples.size(); i++) {
                (i % FOLDS == fold ? unseen : known).add(examples.get(i));
            }
            scored.addAll(scored(unseen, Training.train(known, classes)));
        }
        return scored;
    }

    private static List<Scored> scored(List<Example> examples, Map<String, double[]> weights) {
        return examples.stream()
                .map(example -> new Scored(Training.scores(example.features(), weights), example.label()))
                .toList();
    }

    /// Calibration by one number (C. Guo and others, "On Calibration of Modern Neural Networks", 2017):
    /// the factor of the scores for which the labels of texts that were not trained on are likeliest.
    private static double sharpness(List<Scored> unseen) {
        double best = 1;
        double least = Double.MAX_VALUE;
        for (int hundredths = 30; hundredths <= 200; hundredths += 5) {
            double factor = hundredths / 100.0;
            double loss = unseen.stream().mapToDouble(one -> one.loss(factor)).sum();
            if (loss < least) {
                least = loss;
                best = factor;
            }
        }
        return best;
    }

    private static List<String> lines(Map<String, double[]> weights, double factor) {
        return weights.entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey(),
                        Arrays.stream(entry.getValue())
                                .mapToLong(weight -> Math.round(weight * factor * 100))
                                .boxed()
                                .toList()))
                .filter(entry -> entry.getKey().equals(LinearModel.BIAS)
                        || entry.getValue().stream().anyMatch(weight -> Math.abs(weight) >= SMALLEST_HUNDREDTHS))
                .map(entry -> entry.getValue().stream().map(String::valueOf).collect(Collectors.joining(",")) + ","
                        + entry.getKey())
                .toList();
    }

    private static String head(List<?> classes) throws IOException {
        return "# Weights in hundredths of " + classes.size() + " classes for each feature; written by " + COMMAND
                + "\n# " + source() + "\n";
    }

    /// What the shipped models must have been trained from.
    static String source() throws IOException {
        return "training.csv " + checksum(EXAMPLES) + ", phrases.csv " + checksum(RESOURCES.resolve("phrases.csv"));
    }

    private static String checksum(Path file) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(Files.readString(file).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue());
    }
}
