package kezek.model;

import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Request parameters that improve answers but that not every server accepts: reasoning models refuse
/// `temperature`, many servers refuse `logprobs`.
///
/// @param temperature whether to ask for temperature 0, so that the same text gets the same answer
/// @param logprobs whether to ask for the probabilities of the answer's tokens
record OptionalParameters(boolean temperature, boolean logprobs) {

    /// Statuses of a refusal that a parameter can cause.
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);

    ChatCompletionCreateParams addTo(ChatCompletionCreateParams params) {
        ChatCompletionCreateParams.Builder more = params.toBuilder();
        if (temperature) {
            more.temperature(0);
        }
        if (logprobs) {
            more.logprobs(true);
        }
        return more.build();
    }

    /// @return what to ask for after this refusal; empty if these parameters cannot be its reason
    Optional<OptionalParameters> after(OpenAIServiceException refusal) {
        if (!REFUSALS.contains(refusal.statusCode())) {
            return Optional.empty();
        }
        String said = (refusal.param().orElse("") + " " + refusal.getMessage()).toLowerCase(Locale.ROOT);
        if (temperature && said.contains("temperature")) {
            return Optional.of(new OptionalParameters(false, logprobs));
        }
        // Not every server names what it refuses; the plain request shows whether it was this.
        boolean mayBeLogprobs = said.contains("logprob") || refusal.statusCode() != 403;
        return logprobs && mayBeLogprobs ? Optional.of(new OptionalParameters(temperature, false)) : Optional.empty();
    }
}
