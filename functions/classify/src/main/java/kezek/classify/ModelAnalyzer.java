package kezek.classify;

import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kezek.analysis.AnswerCache;
import kezek.analysis.ModelAnswer;
import kezek.analysis.ModelConfidence;
import kezek.analysis.ReviewPolicy;
import kezek.analysis.RuleAnalyzer;
import kezek.analysis.TicketAnalyzer;
import kezek.classify.Conversation.Matter;
import kezek.domain.Analysis;
import kezek.domain.Confidence;
import kezek.domain.Doubt;
import kezek.domain.Ids;
import kezek.domain.Language;
import kezek.domain.Provenance;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.domain.Usage;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.prompts.Prompt;

/// Asks a model behind an OpenAI-compatible server: chat completions at temperature 0, with the answer's
/// JSON schema. What was asked before is answered from a cache.
///
/// An answer that is not as asked gets one chance of repair; then, and when the server says that no retry
/// can help (bad key, unknown model, refused request), and when the model is gone for long, the rules
/// answer with `degraded` set. Holds one HTTP client; thread-safe.
public final class ModelAnalyzer implements TicketAnalyzer, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ModelAnalyzer.class.getName());

    private final ModelSettings settings;
    private final Parts parts;
    private final ReviewPolicy review;
    private final RuleAnalyzer rules;
    private final ModelClient client;
    private final Conversation conversation;
    private final RequestCoalescer sameQuestions = new RequestCoalescer();
    private final Clock clock;

    /// What the analyst asks besides the model.
    ///
    /// @param prompts the one to be used now
    record Parts(Supplier<Prompt> prompts, AnswerCache cache, Pictures pictures, Tracing tracing) {}

    /// Makes the HTTP client and the schema, so that the first ticket does not pay for them. Sends nothing.
    ///
    /// @param review also for the rules, which stand in for a model that does not answer usably
    ModelAnalyzer(ModelSettings settings, Parts parts, ReviewPolicy review, ExecutionContext execution) {
        this.settings = settings;
        this.parts = parts;
        this.review = review;
        this.rules = new RuleAnalyzer(review);
        this.clock = execution.clock();
        this.client = new ModelClient(settings, new CircuitBreaker(execution), execution);
        this.conversation = new Conversation(settings, client, parts.tracing(), clock);
    }

    /// Without a look at attached pictures.
    ///
    /// @throws TransientFailure `MODEL_BUSY` (429) or `MODEL_UNREACHABLE` (5xx, timeout, no connection):
    ///     the
    /// queue should deliver again. After the last attempt, [RuleAnalyzer#standIn] answers without the
    /// model
    @Override
    public Analysis analyse(TicketContent content) {
        return analyse(content, Optional.empty(), Deadline.in(settings.timeout(), clock));
    }

    /// As [#analyse(TicketContent)], with the attached picture when the text cannot be understood without
    /// it and the model may see pictures.
    @Override
    public Analysis analyse(Ticket ticket) {
        Deadline deadline = Deadline.in(settings.timeout(), clock);
        boolean looks = settings.seesPictures() && ReviewPolicy.needsPicture(ticket.content());
        return analyse(ticket.content(), looks ? parts.pictures().find(ticket) : Optional.empty(), deadline);
    }

    private Analysis analyse(TicketContent content, Optional<Picture> picture, Deadline deadline) {
        Question question = Question.of(parts.prompts().get(), content, picture);
        UsageMeter tally = new UsageMeter(settings.price(), clock);
        String key = question.key(settings);
        Matter matter = new Matter(Ids.ticket(content.clientGuid()), question, deadline, tally);
        return sameQuestions.inTurn(
                key,
                deadline.left(),
                () -> known(key, question, content, tally).orElseGet(() -> answered(key, matter, content)));
    }

    private Optional<Analysis> known(String key, Question question, TicketContent content, UsageMeter tally) {
        try {
            return parts.cache().find(key).map(answer -> analysis(answer, question, content, tally.cached()));
        } catch (TransientFailure failure) {
            LOG.log(System.Logger.Level.WARNING, "an answer is not looked up: {0}", failure.code());
            return Optional.empty();
        }
    }

    private Analysis answered(String key, Matter matter, TicketContent content) {
        try {
            return switch (conversation.ask(matter)) {
                case ModelReply.Usable usable -> {
                    ModelAnswer answer = usable.answer().toModelAnswer(usable.probabilities());
                    keep(key, answer);
                    yield analysis(
                            answer,
                            matter.question(),
                            content,
                            matter.tally().usage().orElseThrow());
                }
                case ModelReply.Unusable unusable ->
                    standIn(content, matter.tally(), unusable.flaw().name());
            };
        } catch (ModelAbsence absence) {
            if (!absence.isForLong()) {
                throw absence.failure();
            }
            return standIn(content, matter.tally(), absence.failure().code());
        } catch (OpenAIServiceException e) {
            return standIn(content, matter.tally(), "the server answered " + e.statusCode());
        } catch (OpenAIException e) {
            return standIn(content, matter.tally(), e.getClass().getSimpleName());
        }
    }

    /// The answer is paid for: a cache that takes nothing now must not cost the ticket.
    private void keep(String key, ModelAnswer answer) {
        try {
            parts.cache().keep(key, answer);
        } catch (TransientFailure failure) {
            LOG.log(System.Logger.Level.WARNING, "an answer is not kept: {0}", failure.code());
        }
    }

    private Analysis analysis(ModelAnswer answer, Question question, TicketContent content, Usage usage) {
        Analysis byRules = rules.analyse(content);
        Provenance provenance =
                Provenance.ofModel(settings.model(), question.prompt().id(), usage);
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

    /// The model is not asked for the language beyond the three: where it agrees with the rules, they
    /// know it.
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

    private Analysis standIn(TicketContent content, UsageMeter tally, String why) {
        LOG.log(
                System.Logger.Level.WARNING,
                "ticket {0}: the rules answer for model {1}: {2}",
                Ids.ticket(content.clientGuid()),
                settings.model(),
                why);
        Analysis analysis = rules.standIn(content);
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
                        tally.usage()),
                analysis.confidence(),
                analysis.doubts(),
                analysis.correction());
    }

    @Override
    public void close() {
        client.close();
    }
}
