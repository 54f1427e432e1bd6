package kezek.domain;

/// The confidence in each field of an analysis, from 0 (a guess) to 1 (certain).
///
/// For rules, it is the margin between the best and the second-best value. For a model, it is the
/// agreement with the rules, combined with the token probabilities if the server returns them. A
/// confidence that the model states about itself is never used.
public record Confidence(double category, double sentiment, double priority, double language) {

    /// The confidence of a value that a person entered or confirmed.
    public static final Confidence CERTAIN = new Confidence(1, 1, 1, 1);

    public Confidence {
        check("category", category);
        check("sentiment", sentiment);
        check("priority", priority);
        check("language", language);
    }

    private static void check(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "confidence of the " + field + " must lie between 0 and 1, but is " + value);
        }
    }
}
