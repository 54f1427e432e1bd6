package kezek.classify;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionTokenLogprob;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kezek.domain.Confidence;

/// How probable the tokens were that make up the value of each field, where the server tells it.
///
/// A token may hold part of a letter, so the tokens' bytes are put together, one character for each byte;
/// the fields' names are ASCII and read the same in that.
final class TokenProbabilities {

    private TokenProbabilities() {}

    /// @return empty when the server tells no probabilities, or not those of all fields
    static Optional<Confidence> of(ChatCompletion.Choice choice) {
        try {
            return choice._logprobs()
                    .asKnown()
                    .flatMap(ChatCompletion.Choice.Logprobs::content)
                    .filter(tokens -> !tokens.isEmpty())
                    .flatMap(TokenProbabilities::of);
        } catch (OpenAIInvalidDataException e) {
            // The answer itself may be right.
            return Optional.empty();
        }
    }

    private static Optional<Confidence> of(List<ChatCompletionTokenLogprob> tokens) {
        Tokens all = Tokens.of(tokens);
        OptionalDouble category = all.probability("\"category\"\\s*:\\s*\"([^\"]*)\"");
        OptionalDouble sentiment = all.probability("\"sentiment\"\\s*:\\s*\"([^\"]*)\"");
        OptionalDouble priority = all.probability("\"priority\"\\s*:\\s*([0-9]+)");
        OptionalDouble language = all.probability("\"language\"\\s*:\\s*\"([^\"]*)\"");
        boolean isWhole = category.isPresent() && sentiment.isPresent() && priority.isPresent() && language.isPresent();
        return isWhole
                ? Optional.of(new Confidence(
                        category.getAsDouble(),
                        sentiment.getAsDouble(),
                        priority.getAsDouble(),
                        language.getAsDouble()))
                : Optional.empty();
    }

    /// @param text one character for each byte
    /// @param ends of each token in the text
    private record Tokens(String text, int[] ends, double[] logprobs) {

        static Tokens of(List<ChatCompletionTokenLogprob> tokens) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            int[] ends = new int[tokens.size()];
            double[] logprobs = new double[tokens.size()];
            for (int index = 0; index < tokens.size(); index++) {
                text.writeBytes(bytes(tokens.get(index)));
                ends[index] = text.size();
                logprobs[index] = tokens.get(index).logprob();
            }
            return new Tokens(text.toString(StandardCharsets.ISO_8859_1), ends, logprobs);
        }

        private static byte[] bytes(ChatCompletionTokenLogprob token) {
            Optional<List<Long>> given = token.bytes().filter(bytes -> !bytes.isEmpty());
            if (given.isEmpty()) {
                return token.token().getBytes(StandardCharsets.UTF_8);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            given.orElseThrow().forEach(value -> bytes.write(value.intValue()));
            return bytes.toByteArray();
        }

        /// The product over the tokens that hold any part of the value.
        OptionalDouble probability(String field) {
            Matcher value = Pattern.compile(field).matcher(text);
            if (!value.find()) {
                return OptionalDouble.empty();
            }
            double sum = 0;
            for (int index = 0; index < ends.length; index++) {
                int start = index == 0 ? 0 : ends[index - 1];
                if (start < value.end(1) && ends[index] > value.start(1)) {
                    sum += Math.min(0, logprobs[index]);
                }
            }
            return OptionalDouble.of(Math.exp(sum));
        }
    }
}
