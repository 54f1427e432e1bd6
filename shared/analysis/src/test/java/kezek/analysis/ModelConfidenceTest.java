package kezek.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Language;
import kezek.domain.Provenance;
import kezek.domain.Sentiment;
import org.junit.jupiter.api.Test;

class ModelConfidenceTest {

    @Test
    void agreement_makesSurer_andContradictionBySureRulesMakesUnsure() {
        double agreed = category(Category.FRAUD, Category.FRAUD, 0.7);
        double contradictedByAGuess = category(Category.FRAUD, Category.SPAM, 0.2);
        double contradictedBySureRules = category(Category.FRAUD, Category.SPAM, 0.97);

        assertThat(agreed).isGreaterThan(0.95).isLessThanOrEqualTo(ModelConfidence.MOST);
        assertThat(contradictedByAGuess).isBetween(0.6, ModelConfidence.MODEL_IS_RIGHT);
        assertThat(contradictedBySureRules).isLessThan(0.5);
    }

    @Test
    void rulesThatCannotBeWrong_leaveNothingToAModelThatContradicts() {
        assertThat(category(Category.FRAUD, Category.SPAM, 1)).isZero();
        assertThat(category(Category.FRAUD, Category.FRAUD, 0)).isZero();
    }

    @Test
    void priorities_agreeWithinTwo() {
        Analysis rules = analysis(Category.FRAUD, 8, 0.8);

        assertThat(ModelConfidence.of(analysis(Category.FRAUD, 10, 1), rules).priority())
                .isGreaterThan(0.9);
        assertThat(ModelConfidence.of(analysis(Category.FRAUD, 5, 1), rules).priority())
                .isLessThan(0.8);
    }

    private static double category(Category model, Category rules, double confidence) {
        return ModelConfidence.of(analysis(model, 5, 1), analysis(rules, 5, confidence))
                .category();
    }

    private static Analysis analysis(Category category, int priority, double confidence) {
        return new Analysis(
                category,
                Sentiment.NEUTRAL,
                priority,
                Language.RU,
                "ru",
                "",
                Provenance.ofRules(false, List.of()),
                new Confidence(confidence, confidence, confidence, confidence),
                Set.of(),
                Optional.empty());
    }
}
