package kezek.domain;

/// How sure each field of an analysis is, from 0 (a guess) to 1. For rules it is the margin between the
/// best and the second best, for a model its agreement with the rules and, where the server tells them, the
/// probabilities of its tokens: never the model's own word.
public record Confidence(double category, double sentiment, double priority, double language) {

    /// What a person said.
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
