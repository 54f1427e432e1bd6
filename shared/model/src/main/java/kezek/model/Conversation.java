package kezek.model;

import com.openai.core.JsonValue;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kezek.domain.Usage;
import kezek.model.ModelOutcome.Answered;
import kezek.model.ModelOutcome.Unavailable;
import kezek.model.ModelReply.Unusable;
import kezek.model.ModelReply.Usable;

/// Asks the model for answers of one format, at temperature 0, and gives it one chance to repair an answer
/// that is not as asked. Each call is traced.
///
/// Thread-safe.
public final class Conversation<A> {

    private final ModelSettings settings;
    private final AnswerFormat<A> format;
    private final CompletionClient client;
    private final Tracing tracing;
    private final Clock clock;
    private final AnswerReader<A> reader;
    private final ResponseFormatJsonSchema schema;

    Conversation(
            ModelSettings settings, AnswerFormat<A> format, CompletionClient client, Tracing tracing, Clock clock) {
        this.settings = settings;
        this.format = format;
        this.client = client;
        this.tracing = tracing;
        this.clock = clock;
        this.reader = new AnswerReader<>(format);
        this.schema = schema(format);
    }

    /// Asks until the request's deadline at most. Failures of the model are outcomes, not exceptions.
    public ModelOutcome<A> ask(ModelRequest request) {
        try {
            return switch (repaired(request)) {
                case Usable<A>(A answer, Optional<TokenProbabilities> probabilities) ->
                    new Answered<>(answer, probabilities);
                case Unusable<A> unusable ->
                    new ModelOutcome.Unusable<>(unusable.flaw().code());
            };
        } catch (ModelUnavailable e) {
            return new Unavailable<>(e.failure(), e.isForLong());
        } catch (OpenAIServiceException e) {
            return new ModelOutcome.Unusable<>("the server answered " + e.statusCode());
        } catch (OpenAIException e) {
            return new ModelOutcome.Unusable<>(e.getClass().getSimpleName());
        }
    }

    private ModelReply<A> repaired(ModelRequest request) {
        ChatCompletionCreateParams asked = params(request);
        return switch (reply(asked, request, false)) {
            case Usable<A> usable -> usable;
            case Unusable<A> unusable -> reply(repair(asked, unusable), request, true);
        };
    }

    private static ResponseFormatJsonSchema schema(AnswerFormat<?> format) {
        Map<String, Object> properties = format.properties();
        return ResponseFormatJsonSchema.builder()
                .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                        .name(format.name())
                        .strict(true)
                        .schema(ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty("properties", JsonValue.from(properties))
                                .putAdditionalProperty("required", JsonValue.from(List.copyOf(properties.keySet())))
                                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                                .build())
                        .build())
                .build();
    }

    private ChatCompletionCreateParams params(ModelRequest request) {
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
                .model(settings.model())
                .maxCompletionTokens(format.maxTokens())
                .responseFormat(schema)
                .addSystemMessage(request.prompt().text());
        if (request.picture().isEmpty()) {
            return params.addUserMessage(request.data()).build();
        }
        return params.addUserMessageOfArrayOfContentParts(List.of(
                        ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder()
                                .text(request.data())
                                .build()),
                        ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                        .url(request.picture().orElseThrow().toDataUrl())
                                        .build())
                                .build())))
                .build();
    }

    private static ChatCompletionCreateParams repair(ChatCompletionCreateParams asked, Unusable<?> unusable) {
        ChatCompletionCreateParams.Builder again = asked.toBuilder();
        if (!unusable.content().isBlank()) {
            again.addAssistantMessage(unusable.content());
        }
        return again.addUserMessage(unusable.flaw().correction() + " Answer again, with the JSON object only.")
                .build();
    }

    private ModelReply<A> reply(ChatCompletionCreateParams params, ModelRequest request, boolean isRepair) {
        Instant start = clock.instant();
        try {
            ChatCompletion completion = client.complete(params, request.deadline());
            request.usage().add(completion);
            ModelReply<A> reply = read(completion);
            trace(request, start, Optional.of(completion), isRepair, problem(reply));
            return reply;
        } catch (OpenAIInvalidDataException e) {
            // A 200 that is no chat completion, e.g. the page of a proxy.
            trace(request, start, Optional.empty(), isRepair, Optional.of(AnswerFlaw.NO_ANSWER.code()));
            return new Unusable<>(AnswerFlaw.NO_ANSWER, "");
        } catch (ModelUnavailable e) {
            trace(
                    request,
                    start,
                    Optional.empty(),
                    isRepair,
                    Optional.of(e.failure().code()));
            throw e;
        } catch (OpenAIServiceException e) {
            trace(request, start, Optional.empty(), isRepair, Optional.of("HTTP_" + e.statusCode()));
            throw e;
        }
    }

    private ModelReply<A> read(ChatCompletion completion) {
        try {
            return reader.read(completion);
        } catch (OpenAIInvalidDataException e) {
            return new Unusable<>(AnswerFlaw.NO_ANSWER, "");
        }
    }

    private static Optional<String> problem(ModelReply<?> reply) {
        return switch (reply) {
            case Usable<?> _ -> Optional.empty();
            case Unusable<?> unusable -> Optional.of(unusable.flaw().code());
        };
    }

    private void trace(
            ModelRequest request,
            Instant start,
            Optional<ChatCompletion> completion,
            boolean isRepair,
            Optional<String> problem) {
        UsageMeter alone = new UsageMeter(settings.price(), clock);
        completion.ifPresent(alone::add);
        tracing.record(new ModelCall(
                request.ticketId(),
                request.prompt().name(),
                request.prompt().id(),
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
