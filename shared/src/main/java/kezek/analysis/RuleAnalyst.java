package kezek.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Doubt;
import kezek.domain.Provenance;
import kezek.domain.Sentiment;
import kezek.domain.TicketContent;

/// Analyses a ticket without a model: phrases with weights (`phrases.csv`), added up. Needs no network,
/// never fails, thread-safe.
///
/// - **Category**: the one with the most points. A tie goes to the graver one, in the order fraud, claim,
///   application, data, complaint,
///   spam, consultation. Nothing heard: a consultation, or, with an attachment, a failing application.
/// - **No text, only an attachment**: a failing application, neutral. People who send nothing but a
///   picture send a screenshot of an error.
/// - **Sentiment**: negative or positive when it leads by two points, else neutral. Fraud and claims are
///   never positive.
/// - **Priority**: spam 1; else by category (fraud 8, claim 6, application 5, complaint 5, data 4,
///   consultation 3), raised by threats (2),
/// lost money (2), a blocked account (2), signs of theft (1) and urgent words (1), by 3 at most, and by 1
/// for the segments VIP and Priority.
/// - **Summary**: the one or two sentences that say most, then a recommendation for the manager in Russian.
public final class RuleAnalyst implements Analyst {

    private static final List<Category> GRAVEST_FIRST = List.of(
            Category.FRAUD,
            Category.CLAIM,
            Category.APP_FAILURE,
            Category.DATA_CHANGE,
            Category.COMPLAINT,
            Category.SPAM,
            Category.CONSULTATION);

    private static final Set<String> PREFERRED_SEGMENTS = Set.of("vip", "priority");
    private static final int SENTIMENT_LEAD = 2;
    private static final int HIGHEST_RAISE = 3;
    private static final int HIGHEST_PRIORITY = 10;

    private final LanguageDetector languages = new LanguageDetector();
    private final PhraseBook phrases = new PhraseBook();

    @Override
    public Analysis analyse(TicketContent content) {
        return analyse(content, false);
    }

    /// The analysis that stands in for a model which is configured but did not answer, or not usably.
    ///
    /// @return the same as [#analyse], with `degraded` set
    public Analysis standIn(TicketContent content) {
        return analyse(content, true);
    }

    private Analysis analyse(TicketContent content, boolean degraded) {
        Explanation explanation = explain(content.description());
        Category category = category(content, explanation);
        return new Analysis(
                category,
                sentiment(category, explanation),
                priority(category, content.segment(), explanation),
                explanation.reading().language(),
                explanation.reading().language().name().toLowerCase(Locale.ROOT),
                summary(content, category, explanation.reading()),
                Provenance.ofRules(degraded, List.of()),
                Confidence.CERTAIN,
                degraded ? Set.of(Doubt.MODEL_DID_NOT_ANSWER) : Set.of(),
                Optional.empty());
    }

    Explanation explain(String description) {
        Reading reading = languages.read(description);
        return new Explanation(reading, phrases.found(reading));
    }

    private static Category category(TicketContent content, Explanation explanation) {
        Map<Category, Integer> points = explanation.categories();
        Category ifNothingHeard = content.attachment().isBlank() ? Category.CONSULTATION : Category.APP_FAILURE;
        return GRAVEST_FIRST.stream()
                .filter(points::containsKey)
                .max(Comparator.<Category>comparingInt(points::get)
                        .thenComparing(category -> -GRAVEST_FIRST.indexOf(category)))
                .orElse(ifNothingHeard);
    }

    private static Sentiment sentiment(Category category, Explanation explanation) {
        int negative = explanation.points(Sentiment.NEGATIVE);
        int positive = explanation.points(Sentiment.POSITIVE);
        if (negative - positive >= SENTIMENT_LEAD) {
            return category == Category.SPAM ? Sentiment.NEUTRAL : Sentiment.NEGATIVE;
        }
        boolean mayBePositive = switch (category) {
            case FRAUD, CLAIM, SPAM -> false;
            case COMPLAINT, DATA_CHANGE, CONSULTATION, APP_FAILURE -> true;
        };
        return mayBePositive && positive - negative >= SENTIMENT_LEAD ? Sentiment.POSITIVE : Sentiment.NEUTRAL;
    }

    private static int priority(Category category, String segment, Explanation explanation) {
        if (category == Category.SPAM) {
            return 1;
        }
        int heard = explanation.urgency().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        int step = PREFERRED_SEGMENTS.contains(segment.strip().toLowerCase(Locale.ROOT)) ? 1 : 0;
        return Math.min(HIGHEST_PRIORITY, usualPriority(category) + Math.min(HIGHEST_RAISE, heard) + step);
    }

    private static int usualPriority(Category category) {
        return switch (category) {
            case FRAUD -> 8;
            case CLAIM -> 6;
            case APP_FAILURE, COMPLAINT -> 5;
            case DATA_CHANGE -> 4;
            case CONSULTATION -> 3;
            case SPAM -> 1;
        };
    }

    private String summary(TicketContent content, Category category, Reading reading) {
        return extract(content, category, reading) + " Рекомендация: " + recommendation(category);
    }

    private String extract(TicketContent content, Category category, Reading reading) {
        if (!reading.text().isBlank()) {
            return Extract.of(reading.text(), sentence -> points(sentence, category, reading));
        }
        return content.attachment().isBlank()
                ? "Обращение без текста и без вложения."
                : "Текста нет, клиент прислал только вложение.";
    }

    private int points(String sentence, Category category, Reading reading) {
        Explanation part =
                new Explanation(reading, phrases.found(new Reading(reading.language(), reading.foreign(), sentence)));
        return part.categories().getOrDefault(category, 0);
    }

    private static String recommendation(Category category) {
        return switch (category) {
            case FRAUD ->
                "немедленно проверить операции по счёту, при необходимости заблокировать доступ и передать в службу безопасности.";
            case CLAIM ->
                "проверить списания и переводы по счёту, зарегистрировать претензию и назвать клиенту срок ответа.";
            case APP_FAILURE ->
                "выяснить устройство и версию приложения, помочь с доступом, при сбое передать в техническую поддержку.";
            case DATA_CHANGE -> "проверить личность клиента, запросить документы и изменить данные.";
            case COMPLAINT -> "извиниться, разобрать случай и сообщить клиенту, какие меры приняты.";
            case CONSULTATION -> "ответить на вопрос клиента по действующим условиям.";
            case SPAM -> "не отвечать, закрыть обращение.";
        };
    }
}
