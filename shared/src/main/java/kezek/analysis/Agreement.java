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
public final class Agreement {

    /// How often a model is right when nobody else is asked.
    static final double MODEL_IS_RIGHT = 0.85;

    static final double MODEL_KNOWS_LANGUAGE = 0.97;

    static final double MOST = 0.99;

    /// Priorities that differ by no more lead to nearly the same place in the queue.
    private static final int SAME_PRIORITY = 2;

    private static final int PRIORITY_BANDS = 3;

    private Agreement() {}

    /// @param model the answer to judge
    /// @param rules the rules' analysis of the same ticket, [RuleAnalyst#analyse]
    public static Confidence of(Analysis model, Analysis rules) {
        Confidence sure = rules.confidence();
        return new Confidence(
                both(model.category() == rules.category(), MODEL_IS_RIGHT, sure.category(), Category.values().length),
                both(
                        model.sentiment() == rules.sentiment(),
                        MODEL_IS_RIGHT,
                        sure.sentiment(),
                        Sentiment.values().length),
                both(
                        Math.abs(model.priority() - rules.priority()) <= SAME_PRIORITY,
                        MODEL_IS_RIGHT,
                        sure.priority(),
                        PRIORITY_BANDS),
                both(
                        model.language() == rules.language(),
                        MODEL_KNOWS_LANGUAGE,
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
