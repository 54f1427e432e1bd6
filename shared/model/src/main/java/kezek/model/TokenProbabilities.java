package kezek.model;

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

/// How probable the tokens of an answer were, field by field, as far as the server reports it.
///
/// A token may hold part of a letter, so the bytes of the tokens are put together, one character for each
/// byte; names of fields must be ASCII, because they read the same in that form. Immutable.
public final class TokenProbabilities {

    /// One character for each byte.
    private final String text;
    /// Where each token ends in the text.
    private final int[] ends;

    private final double[] logprobs;

    private TokenProbabilities(String text, int[] ends, double[] logprobs) {
        this.text = text;
        this.ends = ends;
        this.logprobs = logprobs;
    }

    /// @return empty if the server reports no probabilities, or unreadable ones
    static Optional<TokenProbabilities> of(ChatCompletion.Choice choice) {
        try {
            return choice._logprobs()
                    .asKnown()
                    .flatMap(ChatCompletion.Choice.Logprobs::content)
                    .filter(tokens -> !tokens.isEmpty())
                    .map(TokenProbabilities::of);
        } catch (OpenAIInvalidDataException e) {
            // The answer itself may be right.
            return Optional.empty();
        }
    }

    private static TokenProbabilities of(List<ChatCompletionTokenLogprob> tokens) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int[] ends = new int[tokens.size()];
        double[] logprobs = new double[tokens.size()];
        for (int index = 0; index < tokens.size(); index++) {
            text.writeBytes(bytes(tokens.get(index)));
            ends[index] = text.size();
            logprobs[index] = tokens.get(index).logprob();
        }
        return new TokenProbabilities(text.toString(StandardCharsets.ISO_8859_1), ends, logprobs);
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

    /// @param field a field whose value is a string without quotes in it
    /// @return 0 to 1, the product over the tokens that hold any part of the value; empty if there is no
    ///     such field
    public OptionalDouble ofString(String field) {
        return probability("\"" + Pattern.quote(field) + "\"\\s*:\\s*\"([^\"]*)\"");
    }

    /// @param field a field whose value is an integer of 0 or more
    /// @return as [#ofString]
    public OptionalDouble ofInteger(String field) {
        return probability("\"" + Pattern.quote(field) + "\"\\s*:\\s*([0-9]+)");
    }

    private OptionalDouble probability(String field) {
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

    /// Without the text: it is the answer.
    @Override
    public String toString() {
        return "TokenProbabilities[" + ends.length + " tokens]";
    }
}
