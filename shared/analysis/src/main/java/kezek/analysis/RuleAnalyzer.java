package kezek.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Doubt;
import kezek.domain.PriorityRules;
import kezek.domain.Provenance;
import kezek.domain.Sentiment;
import kezek.domain.TicketContent;
import kezek.language.DetectedText;
import kezek.language.LanguageDetector;

/// Analyses a ticket without a language model: by phrases (`phrases.csv`) and two linear models trained
/// on self-written examples. Needs no network, never fails, and always gives the same answer.
/// Thread-safe.
///
/// - **Category**: the one that the linear model finds most probable. If there are no words but an
///   attachment: a failing application, because people who send only a picture send a screenshot of an
///   error. If there is nothing at all: a consultation.
/// - **Sentiment**: likewise. Advertising is neutral, fraud and claims are never positive.
/// - **Priority**: by the [PriorityRules], from category, segment and the phrases that tell of threats (2),
///   lost money (2), a blocked account (2), signs of theft (1) and urgency (1).
/// - **Confidence**: the models' probabilities, calibrated on texts that they were not trained on;
///   docs/analysis.md has the table.
/// - **Summary**: the one or two sentences that say most, then a recommendation for the manager in the
///   language in which the ticket is answered.
public final class RuleAnalyzer implements TicketAnalyzer {

    private static final int MOST_REASONS = 5;

    /// The share of texts with the right urgency among those with the right category, in the development
    /// half of `messages.csv`.
    private static final double URGENCY_IS_RIGHT = 0.95;

    private final LanguageDetector languages = new LanguageDetector();
    private final PhraseBook phrases = new PhraseBook();
    private final LinearModel categories = new LinearModel("category-model.csv", Category.values().length);
    private final LinearModel sentiments = new LinearModel("sentiment-model.csv", Sentiment.values().length);
    private final PriorityRules priorities;
    private final ReviewPolicy review;

    /// Marks analyses for review by the standard policy.
    public RuleAnalyzer(PriorityRules priorities) {
        this(priorities, ReviewPolicy.standard());
    }

    public RuleAnalyzer(PriorityRules priorities, ReviewPolicy review) {
        this.priorities = priorities;
        this.review = review;
    }

    @Override
    public Analysis analyse(TicketContent content) {
        return analyse(content, Set.of());
    }

    /// Analyses in the place of a configured model that did not answer, or not usably.
    ///
    /// @return as [#analyse], with `degraded` set and `MODEL_DID_NOT_ANSWER` among the doubts
    public Analysis analyseAsFallback(TicketContent content) {
        return analyse(content, Set.of(Doubt.MODEL_DID_NOT_ANSWER));
    }

    private Analysis analyse(TicketContent content, Set<Doubt> known) {
        PhraseMatches explanation = explain(content.description());
        Labels labels = PictureReference.hasWords(content) ? byWords(content, explanation) : withoutWords(content);
        Set<Doubt> doubts = review.doubts(content, labels.confidence());
        doubts.addAll(known);
        return new Analysis(
                labels.category(),
                labels.sentiment(),
                labels.priority(),
                explanation.reading().language(),
                explanation.reading().detected().detected(),
                summary(content, labels.category(), explanation.reading()),
                Provenance.ofRules(!known.isEmpty(), labels.because()),
                labels.confidence(),
                doubts,
                Optional.empty());
    }

    PhraseMatches explain(String description) {
        DetectedText reading = languages.read(description);
        return new PhraseMatches(reading, phrases.found(reading));
    }

    private record Labels(
            Category category, Sentiment sentiment, int priority, Confidence confidence, List<String> because) {}

    private Labels withoutWords(TicketContent content) {
        Category guess = content.attachment().isBlank() ? Category.CONSULTATION : Category.APP_FAILURE;
        return new Labels(
                guess,
                Sentiment.NEUTRAL,
                priorities.priority(guess, content.segment(), 0),
                new Confidence(0, 0, 0, 0),
                List.of());
    }

    private Labels byWords(TicketContent content, PhraseMatches explanation) {
        Map<String, Double> features = TextFeatures.of(explanation);
        double[] scores = categories.scores(features);
        double[] shares = LinearModel.softmax(scores);
        Category category = Category.values()[LinearModel.best(shares)];
        double[] tones = LinearModel.softmax(toneScores(category, features));
        int priority = priorities.priority(category, content.segment(), explanation.raise());
        return new Labels(
                category,
                Sentiment.values()[LinearModel.best(tones)],
                priority,
                new Confidence(
                        shares[category.ordinal()],
                        tones[LinearModel.best(tones)],
                        sureOf(priority, shares, content.segment(), explanation.raise()),
                        explanation.reading().detected().confidence()),
                because(explanation, features, scores));
    }

    private double[] toneScores(Category category, Map<String, Double> features) {
        double[] scores = sentiments.scores(features);
        boolean mayBePositive = switch (category) {
            case FRAUD, CLAIM, SPAM -> false;
            case COMPLAINT, DATA_CHANGE, CONSULTATION, APP_FAILURE -> true;
        };
        if (!mayBePositive) {
            scores[Sentiment.POSITIVE.ordinal()] = Double.NEGATIVE_INFINITY;
        }
        if (category == Category.SPAM) {
            scores[Sentiment.NEGATIVE.ordinal()] = Double.NEGATIVE_INFINITY;
        }
        return scores;
    }

    /// @return the probability of all categories that lead to the same band of priorities
    private double sureOf(int priority, double[] shares, String segment, int raise) {
        return URGENCY_IS_RIGHT
                * IntStream.range(0, shares.length)
                        .filter(i -> PriorityBand.of(priorities.priority(Category.values()[i], segment, raise))
                                == PriorityBand.of(priority))
                        .mapToDouble(i -> shares[i])
                        .sum();
    }

    private List<String> because(PhraseMatches explanation, Map<String, Double> features, double[] scores) {
        return Stream.concat(categories.because(features, scores, MOST_REASONS).stream(), explanation.urgentPhrases())
                .distinct()
                .toList();
    }

    private String summary(TicketContent content, Category category, DetectedText reading) {
        String extract = PictureReference.hasWords(content)
                ? ExtractiveSummary.of(reading.text(), sentence -> meaning(sentence, category, reading))
                : Recommendation.withoutText(!content.attachment().isBlank(), reading.language());
        return extract + " " + Recommendation.of(category, reading.language());
    }

    /// @return the probability of the category for a sentence alone
    private double meaning(String sentence, Category category, DetectedText whole) {
        DetectedText reading = whole.withText(sentence);
        PhraseMatches explanation = new PhraseMatches(reading, phrases.found(reading));
        return LinearModel.softmax(categories.scores(TextFeatures.of(explanation)))[category.ordinal()];
    }
}
