package kezek.classify;

import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Parameters that make answers better, and that not every server takes: models that reason refuse
/// `temperature`, many servers `logprobs`.
///
/// @param temperature 0 is asked for, so that the same text gets the same answer
/// @param logprobs the probabilities of the answer's tokens are asked for
record Extras(boolean temperature, boolean logprobs) {

    /// Refusals that a parameter can be the reason of.
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);

    ChatCompletionCreateParams on(ChatCompletionCreateParams params) {
        ChatCompletionCreateParams.Builder more = params.toBuilder();
        if (temperature) {
            more.temperature(0);
        }
        if (logprobs) {
            more.logprobs(true);
        }
        return more.build();
    }

    /// @return what to ask for after this refusal; empty when the extras are not its reason
    Optional<Extras> after(OpenAIServiceException refusal) {
        if (!REFUSALS.contains(refusal.statusCode())) {
            return Optional.empty();
        }
        String said = (refusal.param().orElse("") + " " + refusal.getMessage()).toLowerCase(Locale.ROOT);
        if (temperature && said.contains("temperature")) {
            return Optional.of(new Extras(false, logprobs));
        }
        // Not every server names what it dislikes; the plain question shows whether it was this.
        boolean mayBeLogprobs = said.contains("logprob") || refusal.statusCode() != 403;
        return logprobs && mayBeLogprobs ? Optional.of(new Extras(temperature, false)) : Optional.empty();
    }
}
