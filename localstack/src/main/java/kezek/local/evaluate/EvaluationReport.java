package kezek.local.evaluate;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Prints an evaluation as a table.
final class EvaluationReport {

    private static final String ALL = "all";
    private static final String ROW = "%-10s %-9s %7s %7s %9s %9s%n";

    private final PrintStream out;

    EvaluationReport(PrintStream out) {
        this.out = out;
    }

    void print(Evaluation evaluation, List<Field> fields) {
        out.printf(ROW, "field", "language", "right", "of", "accuracy", "macro F1");
        for (Field field : fields) {
            line(field, ALL, evaluation.score(field));
            if (evaluation.languages().size() > 1) {
                evaluation.languages().forEach(language -> line(field, language, evaluation.score(field, language)));
            }
        }
        out.printf(
                Locale.ROOT,
                "%nmarked for review: %.1f %% of %d%n",
                100 * evaluation.reviewRate(),
                evaluation.answers().size());
        fields.stream().filter(field -> field.doubt().isPresent()).forEach(field -> caught(field, evaluation));
    }

    private void line(Field field, String language, Score score) {
        out.printf(
                ROW,
                field.label(),
                language,
                score.right(),
                score.pairs().size(),
                String.format(Locale.ROOT, "%.3f", score.accuracy()),
                String.format(Locale.ROOT, "%.3f", score.macroF1()));
    }

    private void caught(Field field, Evaluation evaluation) {
        Score score = evaluation.score(field);
        long wrong = score.pairs().size() - score.right();
        if (wrong > 0) {
            out.printf(
                    Locale.ROOT,
                    "  of %d wrong answers to %s, %.1f %% are marked%n",
                    wrong,
                    field.label(),
                    100 * evaluation.caught(field));
        }
    }

    void printConfusion(Score score) {
        List<Map.Entry<String, Map<String, Long>>> rows =
                List.copyOf(score.confusion().entrySet());
        out.printf("%nlabel \\ answer%n%4s", "");
        for (int i = 1; i <= rows.size(); i++) {
            out.printf("%6d", i);
        }
        out.println();
        for (int i = 0; i < rows.size(); i++) {
            out.printf("%4d", i + 1);
            rows.get(i).getValue().values().forEach(count -> out.printf("%6d", count));
            out.println("  " + rows.get(i).getKey());
        }
    }
}
