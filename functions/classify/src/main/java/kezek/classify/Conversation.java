package kezek.classify;

import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kezek.classify.ModelReply.Flaw;
import kezek.classify.ModelReply.Unusable;
import kezek.domain.Usage;

/// Puts a question to the model, and gives it one chance to repair an answer that is not as asked.
///
/// Thread-safe.
final class Conversation {

    private static final long MOST_ANSWER_TOKENS = 800;

    private final ModelSettings settings;
    private final ModelClient client;
    private final Tracing tracing;
    private final Clock clock;
    private final AnswerReader reader = new AnswerReader();
    private final ResponseFormatJsonSchema schema = Answer.schema();

    Conversation(ModelSettings settings, ModelClient client, Tracing tracing, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.tracing = tracing;
        this.clock = clock;
    }

    /// One ticket's part in it.
    ///
    /// @param tally is told of each answer
    record Matter(String ticketId, Question question, Deadline deadline, UsageMeter tally) {}

    /// @throws ModelAbsence when there is no answer in time
    /// @throws OpenAIException when the model refuses the question
    ModelReply ask(Matter matter) {
        ChatCompletionCreateParams asked = params(matter.question());
        return switch (reply(asked, matter, false)) {
            case ModelReply.Usable usable -> usable;
            case Unusable unusable -> reply(repair(asked, unusable), matter, true);
        };
    }

    private ChatCompletionCreateParams params(Question question) {
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
                .model(settings.model())
                .maxCompletionTokens(MOST_ANSWER_TOKENS)
                .responseFormat(schema)
                .addSystemMessage(question.prompt().text());
        if (question.picture().isEmpty()) {
            return params.addUserMessage(question.data()).build();
        }
        return params.addUserMessageOfArrayOfContentParts(List.of(
                        ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder()
                                .text(question.data())
                                .build()),
                        ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                        .url(question.picture().orElseThrow().toDataUrl())
                                        .build())
                                .build())))
                .build();
    }

    private static ChatCompletionCreateParams repair(ChatCompletionCreateParams asked, Unusable unusable) {
        ChatCompletionCreateParams.Builder again = asked.toBuilder();
        if (!unusable.content().isBlank()) {
            again.addAssistantMessage(unusable.content());
        }
        return again.addUserMessage(unusable.flaw().toTheModel() + " Answer again, with the JSON object only.")
                .build();
    }

    private ModelReply reply(ChatCompletionCreateParams params, Matter matter, boolean isRepair) {
        Instant start = clock.instant();
        try {
            ChatCompletion completion = client.complete(params, matter.deadline());
            matter.tally().add(completion);
            ModelReply reply = read(completion);
            trace(matter, start, Optional.of(completion), isRepair, problem(reply));
            return reply;
        } catch (OpenAIInvalidDataException e) {
            // A 200 that is no chat completion, e.g. the page of a proxy.
            trace(matter, start, Optional.empty(), isRepair, Optional.of(Flaw.NO_ANSWER.name()));
            return new Unusable(Flaw.NO_ANSWER, "");
        } catch (ModelAbsence e) {
            trace(
                    matter,
                    start,
                    Optional.empty(),
                    isRepair,
                    Optional.of(e.failure().code()));
            throw e;
        } catch (OpenAIServiceException e) {
            trace(matter, start, Optional.empty(), isRepair, Optional.of("HTTP_" + e.statusCode()));
            throw e;
        }
    }

    private ModelReply read(ChatCompletion completion) {
        try {
            return reader.read(completion);
        } catch (OpenAIInvalidDataException e) {
            return new Unusable(Flaw.NO_ANSWER, "");
        }
    }

    private static Optional<String> problem(ModelReply reply) {
        return switch (reply) {
            case ModelReply.Usable _ -> Optional.empty();
            case Unusable(Flaw flaw, String _) -> Optional.of(flaw.name());
        };
    }

    private void trace(
            Matter matter,
            Instant start,
            Optional<ChatCompletion> completion,
            boolean isRepair,
            Optional<String> problem) {
        UsageMeter alone = new UsageMeter(settings.price(), clock);
        completion.ifPresent(alone::add);
        tracing.record(new ModelCall(
                matter.ticketId(),
                matter.question().prompt().id(),
                settings.model(),
                start,
                clock.instant(),
                alone.usage().map(Usage::promptTokens).orElse(0L),
                alone.usage().map(Usage::answerTokens).orElse(0L),
                alone.usage().map(Usage::costMicroUsd).orElse(OptionalLong.empty()),
                isRepair,
                problem));
    }
}
