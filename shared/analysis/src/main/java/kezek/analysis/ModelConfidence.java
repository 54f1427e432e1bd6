package kezek.analysis;

import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Language;
import kezek.domain.Sentiment;

/// Estimates how sure a model's answer is by comparing it with the rules' answer: if two independent
/// judges agree, they are seldom both wrong.
///
/// By Bayes' rule: the model is right with a fixed prior probability, the rules with their own
/// (calibrated) confidence, and a wrong judge picks any other value with the same probability. So the
/// answer is in doubt if it contradicts rules that are sure, but not if it contradicts rules that only
/// guess. Independence is an assumption: texts that are hard for one judge are often hard for the other,
/// so the confidence never exceeds [#MOST].
public final class ModelConfidence {

    /// The prior probability that a model is right.
    static final double MODEL_IS_RIGHT = 0.85;

    static final double MODEL_KNOWS_LANGUAGE = 0.97;

    static final double MOST = 0.99;

    /// Models are overconfident in their tokens.
    static final double SUREST_TOKEN = 0.95;

    private static final Confidence USUALLY_RIGHT =
            new Confidence(MODEL_IS_RIGHT, MODEL_IS_RIGHT, MODEL_IS_RIGHT, MODEL_KNOWS_LANGUAGE);

    /// Priorities that differ by at most this much count as equal: they lead to nearly the same place in
    /// the queue.
    private static final int SAME_PRIORITY = 2;

    private static final int PRIORITY_BANDS = 3;

    private ModelConfidence() {}

    /// @param model the answer to judge
    /// @param rules the rules' analysis of the same ticket, [RuleAnalyzer#analyse]
    public static Confidence of(Analysis model, Analysis rules) {
        return judged(model, USUALLY_RIGHT, rules);
    }

    /// As [#of(Analysis, Analysis)], with the model's own probabilities of this answer.
    ///
    /// @param probabilities of the tokens of each field, as the model's server reports them
    public static Confidence of(Analysis model, Confidence probabilities, Analysis rules) {
        return judged(
                model,
                new Confidence(
                        Math.min(SUREST_TOKEN, probabilities.category()),
                        Math.min(SUREST_TOKEN, probabilities.sentiment()),
                        Math.min(SUREST_TOKEN, probabilities.priority()),
                        Math.min(MODEL_KNOWS_LANGUAGE, probabilities.language())),
                rules);
    }

    private static Confidence judged(Analysis model, Confidence right, Analysis rules) {
        Confidence sure = rules.confidence();
        return new Confidence(
                both(model.category() == rules.category(), right.category(), sure.category(), Category.values().length),
                both(
                        model.sentiment() == rules.sentiment(),
                        right.sentiment(),
                        sure.sentiment(),
                        Sentiment.values().length),
                both(
                        Math.abs(model.priority() - rules.priority()) <= SAME_PRIORITY,
                        right.priority(),
                        sure.priority(),
                        PRIORITY_BANDS),
                both(
                        model.language() == rules.language(),
                        right.language(),
                        sure.language(),
                        Language.values().length));
    }

    private static double both(boolean agree, double model, double rules, int values) {
        double other = 1.0 / (values - 1);
        double modelRight = agree ? model * rules : model * (1 - rules) * other;
        double modelWrong = agree
                ? (1 - model) * (1 - rules) * other
                : (1 - model) * other * (rules + (1 - rules) * (values - 2) * other);
        double sum = modelRight + modelWrong;
        return sum == 0 ? model : Math.min(MOST, modelRight / sum);
    }
}
