package kezek.analysis;

import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Language;
import kezek.domain.Sentiment;

/// How sure a model's answer is, judged by what the rules say of the same text: two who judge independently
/// and agree are seldom both wrong.
///
/// Bayes' rule: the model is right with a probability that is known beforehand, the rules with their own
/// (calibrated) confidence, and who is wrong picks any other value with the same probability. So a model
/// that contradicts rules which are sure is in doubt, and one that contradicts rules which only guess is
/// not. Independence is an assumption: what is hard for one is often hard for the other, so agreement is
/// never taken for more than [#MOST].
public final class ModelConfidence {

    /// How often a model is right when nobody else is asked.
    static final double MODEL_IS_RIGHT = 0.85;

    static final double MODEL_KNOWS_LANGUAGE = 0.97;

    static final double MOST = 0.99;

    /// Models are surer of their tokens than they are right.
    static final double SUREST_TOKEN = 0.95;

    private static final Confidence USUALLY_RIGHT =
            new Confidence(MODEL_IS_RIGHT, MODEL_IS_RIGHT, MODEL_IS_RIGHT, MODEL_KNOWS_LANGUAGE);

    /// Priorities that differ by no more lead to nearly the same place in the queue.
    private static final int SAME_PRIORITY = 2;

    private static final int PRIORITY_BANDS = 3;

    private ModelConfidence() {}

    /// @param model the answer to judge
    /// @param rules the rules' analysis of the same ticket, [RuleAnalyzer#analyse]
    public static Confidence of(Analysis model, Analysis rules) {
        return judged(model, USUALLY_RIGHT, rules);
    }

    /// As [#of(Analysis, Analysis)], when it is known how sure the model was of this very answer.
    ///
    /// @param probabilities of the tokens of each field, as the model's server tells them
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
