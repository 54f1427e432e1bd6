package kezek.classify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kezek.analysis.Analyst;
import kezek.analysis.RuleAnalyst;
import kezek.classify.ModelReply.Flaw;
import kezek.classify.ModelReply.Unusable;
import kezek.classify.ModelReply.Usable;
import kezek.domain.Analysis;
import kezek.domain.Confidence;
import kezek.domain.Ids;
import kezek.domain.Provenance;
import kezek.domain.Source;
import kezek.domain.TicketContent;
import kezek.failure.TransientFailure;

/// Asks a model behind an OpenAI-compatible server: chat completions at temperature 0, with the answer's
/// JSON schema.
///
/// An answer that is not as asked gets one chance of repair; then, and when the server says that no retry
/// can help (bad key, unknown model, refused request), the rules answer with `degraded` set. Holds one
/// HTTP client; thread-safe.
public final class ModelAnalyst implements Analyst, AutoCloseable {

    /// In characters. What a client wants stands in the first pages; the rest would only cost.
    static final int LONGEST_TEXT = 12_000;

    private static final System.Logger LOG = System.getLogger(ModelAnalyst.class.getName());
    private static final long MOST_ANSWER_TOKENS = 800;

    private final ModelSettings settings;
    private final RuleAnalyst rules;
    private final ModelClient client;
    private final AnswerReader reader = new AnswerReader();
    private final JsonMapper json = new JsonMapper();
    private final ChatCompletionCreateParams question;

    /// Makes the HTTP client, the schema and the prompt, so that the first ticket does not pay for them.
    /// Sends nothing.
    ///
    /// @param rules stand in for a model that does not answer usably
    public ModelAnalyst(ModelSettings settings, RuleAnalyst rules) {
        this.settings = settings;
        this.rules = rules;
        this.client = new ModelClient(settings, Clock.systemUTC());
        this.question = ChatCompletionCreateParams.builder()
                .model(settings.model())
                .temperature(0)
                .maxCompletionTokens(MOST_ANSWER_TOKENS)
                .addSystemMessage(systemPrompt())
                .responseFormat(Answer.schema())
                .build();
    }

    /// @throws TransientFailure `MODEL_BUSY` (429) or `MODEL_UNREACHABLE` (5xx, timeout, no connection):
    ///     the queue should deliver again. After
    ///     the last attempt, [RuleAnalyst#standIn] answers without the model.
    @Override
    public Analysis analyse(TicketContent content) {
        Deadline deadline = Deadline.in(settings.timeout());
        ChatCompletionCreateParams asked =
                question.toBuilder().addUserMessage(data(content)).build();
        try {
            ModelReply first = ask(asked, deadline);
            ModelReply last = first instanceof Unusable unusable ? ask(repair(asked, unusable), deadline) : first;
            return switch (last) {
                case Usable(Answer answer) -> analysis(answer);
                case Unusable(Flaw flaw, String _) -> standIn(content, flaw.name());
            };
        } catch (OpenAIServiceException e) {
            return standIn(content, "the server answered " + e.statusCode());
        } catch (OpenAIException e) {
            return standIn(content, e.getClass().getSimpleName());
        }
    }

    private ModelReply ask(ChatCompletionCreateParams params, Deadline deadline) {
        try {
            return reader.read(client.complete(params, deadline));
        } catch (OpenAIInvalidDataException e) {
            // A 200 that is no chat completion, e.g. the page of a proxy.
            return new Unusable(Flaw.NO_ANSWER, "");
        }
    }

    private static ChatCompletionCreateParams repair(ChatCompletionCreateParams asked, Unusable unusable) {
        ChatCompletionCreateParams.Builder again = asked.toBuilder();
        if (!unusable.content().isBlank()) {
            again.addAssistantMessage(unusable.content());
        }
        return again.addUserMessage(unusable.flaw().toTheModel() + " Answer again, with the JSON object only.")
                .build();
    }

    /// The client's words travel as strings of a JSON object: nothing they contain can end the string and
    /// become an instruction beside it.
    private String data(TicketContent content) {
        String text = content.description();
        ObjectNode data = json.createObjectNode();
        data.put("segment", content.segment());
        data.put("attachment", content.attachment());
        data.put("text", text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
        return data.toString();
    }

    private Analysis analysis(Answer answer) {
        return new Analysis(
                answer.category().category(),
                answer.sentiment().sentiment(),
                answer.priority(),
                answer.language(),
                answer.language().name().toLowerCase(Locale.ROOT),
                answer.summary().strip(),
                new Provenance(Source.MODEL, settings.model(), "", false, List.of(), Optional.empty()),
                Confidence.CERTAIN,
                Set.of(),
                Optional.empty());
    }

    private Analysis standIn(TicketContent content, String why) {
        LOG.log(
                System.Logger.Level.WARNING,
                "ticket {0}: the rules answer for model {1}: {2}",
                Ids.ticket(content.clientGuid()),
                settings.model(),
                why);
        return rules.standIn(content);
    }

    private static String systemPrompt() {
        try (InputStream in = ModelAnalyst.class.getResourceAsStream("system-prompt.txt")) {
            if (in == null) {
                throw new IllegalStateException(
                        "system-prompt.txt is not on the class path beside " + ModelAnalyst.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read system-prompt.txt", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
