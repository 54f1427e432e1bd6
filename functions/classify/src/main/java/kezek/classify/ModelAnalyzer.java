package kezek.classify;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kezek.analysis.AnswerCache;
import kezek.analysis.ModelAnswer;
import kezek.analysis.ModelConfidence;
import kezek.analysis.ReviewPolicy;
import kezek.analysis.RuleAnalyzer;
import kezek.analysis.TicketAnalyzer;
import kezek.domain.Analysis;
import kezek.domain.Confidence;
import kezek.domain.Doubt;
import kezek.domain.Ids;
import kezek.domain.Language;
import kezek.domain.Provenance;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.domain.Usage;
import kezek.failure.TransientFailure;
import kezek.model.Conversation;
import kezek.model.Deadline;
import kezek.model.LanguageModel;
import kezek.model.ModelOutcome.Answered;
import kezek.model.ModelOutcome.Unavailable;
import kezek.model.ModelOutcome.Unusable;
import kezek.model.ModelRequest;
import kezek.model.Picture;
import kezek.model.RequestCoalescer;
import kezek.model.UsageMeter;
import kezek.prompts.Prompt;

/// Asks a model what a ticket says. A question that was asked before is answered from a cache.
///
/// The rules answer instead, with `degraded` set, if the answer is not as asked even after one repair, if
/// the server says that no retry can help (bad key, unknown model, refused request), and if the model is
/// gone for long. Thread-safe.
public final class ModelAnalyzer implements TicketAnalyzer, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ModelAnalyzer.class.getName());

    private final LanguageModel model;
    private final Sources sources;
    private final ReviewPolicy review;
    private final RuleAnalyzer rules;
    private final Conversation<TicketAnswer> conversation;
    private final RequestCoalescer coalescer = new RequestCoalescer();

    /// What the analyzer reads besides the ticket.
    ///
    /// @param prompts the active version, at the time of each call
    record Sources(Supplier<Prompt> prompts, AnswerCache cache, Pictures pictures) {}

    /// Sends nothing.
    ///
    /// @param model closed with this analyzer
    /// @param rules answer if the model does not, and judge its answers
    ModelAnalyzer(LanguageModel model, Sources sources, RuleAnalyzer rules, ReviewPolicy review) {
        this.model = model;
        this.sources = sources;
        this.review = review;
        this.rules = rules;
        this.conversation = model.conversation(TicketAnswer.FORMAT);
    }

    /// Does not look at attached pictures.
    ///
    /// @throws TransientFailure `MODEL_BUSY` (429) or `MODEL_UNREACHABLE` (5xx, timeout, no connection):
    ///     the queue should deliver the ticket again. After the last attempt,
    ///     [RuleAnalyzer#analyseAsFallback] answers without the model
    @Override
    public Analysis analyse(TicketContent content) {
        return analyse(content, Optional.empty(), model.startDeadline());
    }

    /// As [#analyse(TicketContent)], with the attached picture if the text cannot be understood without
    /// it and the model may see pictures.
    @Override
    public Analysis analyse(Ticket ticket) {
        Deadline deadline = model.startDeadline();
        boolean looks = model.settings().seesPictures() && ReviewPolicy.needsPicture(ticket.content());
        return analyse(ticket.content(), looks ? sources.pictures().find(ticket) : Optional.empty(), deadline);
    }

    private Analysis analyse(TicketContent content, Optional<Picture> picture, Deadline deadline) {
        TicketQuestion question = TicketQuestion.of(sources.prompts().get(), content, picture);
        UsageMeter usage = model.startMeter();
        String key = question.key(model.settings());
        return coalescer.run(
                key,
                deadline.left(),
                () -> cached(key, question, content, usage)
                        .orElseGet(() -> asked(key, question, content, deadline, usage)));
    }

    private Optional<Analysis> cached(String key, TicketQuestion question, TicketContent content, UsageMeter usage) {
        try {
            return sources.cache().find(key).map(answer -> analysis(answer, question, content, usage.cached()));
        } catch (TransientFailure failure) {
            LOG.log(System.Logger.Level.WARNING, "an answer is not looked up: {0}", failure.code());
            return Optional.empty();
        }
    }

    private Analysis asked(
            String key, TicketQuestion question, TicketContent content, Deadline deadline, UsageMeter usage) {
        ModelRequest request = new ModelRequest(
                Ids.ticket(content.clientGuid()),
                question.prompt(),
                question.data(),
                question.picture(),
                deadline,
                usage);
        return switch (conversation.ask(request)) {
            case Answered<TicketAnswer> answered -> {
                ModelAnswer answer = answered.answer().toModelAnswer(answered.probabilities());
                keep(key, answer);
                yield analysis(answer, question, content, usage.usage().orElseThrow());
            }
            case Unusable<TicketAnswer>(String reason) -> byRules(content, usage, reason);
            case Unavailable<TicketAnswer>(TransientFailure failure, boolean isForLong) -> {
                if (!isForLong) {
                    throw failure;
                }
                yield byRules(content, usage, failure.code());
            }
        };
    }

    /// The answer is paid for, so a cache that fails must not cost the ticket.
    private void keep(String key, ModelAnswer answer) {
        try {
            sources.cache().keep(key, answer);
        } catch (TransientFailure failure) {
            LOG.log(System.Logger.Level.WARNING, "an answer is not kept: {0}", failure.code());
        }
    }

    private Analysis analysis(ModelAnswer answer, TicketQuestion question, TicketContent content, Usage usage) {
        Analysis byRules = rules.analyse(content);
        Provenance provenance =
                Provenance.ofModel(model.settings().model(), question.prompt().id(), usage);
        String summary = question.masked().restore(answer.summary());
        String written = written(answer.language(), byRules);
        Analysis unjudged = analysis(answer, written, summary, provenance, Confidence.CERTAIN, Set.of());
        Confidence confidence = answer.probabilities()
                .map(probabilities -> ModelConfidence.of(unjudged, probabilities, byRules))
                .orElseGet(() -> ModelConfidence.of(unjudged, byRules));
        Set<Doubt> doubts =
                question.picture().isPresent() ? review.unsure(confidence) : review.doubts(content, confidence);
        return analysis(answer, written, summary, provenance, confidence, doubts);
    }

    private static Analysis analysis(
            ModelAnswer answer,
            String written,
            String summary,
            Provenance provenance,
            Confidence confidence,
            Set<Doubt> doubts) {
        return new Analysis(
                answer.category(),
                answer.sentiment(),
                answer.priority(),
                answer.language(),
                written,
                summary,
                provenance,
                confidence,
                doubts,
                Optional.empty());
    }

    /// The model knows three languages only. Where it agrees with the rules, theirs is the more precise
    /// one.
    private static String written(Language language, Analysis byRules) {
        if (language == byRules.language()) {
            return byRules.detectedLanguage();
        }
        return switch (language) {
            case KZ -> "kk";
            case RU -> "ru";
            case ENG -> "en";
        };
    }

    private Analysis byRules(TicketContent content, UsageMeter usage, String reason) {
        LOG.log(
                System.Logger.Level.WARNING,
                "ticket {0}: the rules answer for model {1}: {2}",
                Ids.ticket(content.clientGuid()),
                model.settings().model(),
                reason);
        Analysis analysis = rules.analyseAsFallback(content);
        Provenance byRules = analysis.provenance();
        return new Analysis(
                analysis.category(),
                analysis.sentiment(),
                analysis.priority(),
                analysis.language(),
                analysis.detectedLanguage(),
                analysis.summary(),
                // The model's answers were paid for, although they could not be used.
                new Provenance(
                        byRules.source(),
                        byRules.model(),
                        byRules.prompt(),
                        byRules.degraded(),
                        byRules.because(),
                        usage.usage()),
                analysis.confidence(),
                analysis.doubts(),
                analysis.correction());
    }

    @Override
    public void close() {
        model.close();
    }
}
