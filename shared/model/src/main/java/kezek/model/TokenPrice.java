package kezek.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a model costs, in US dollars per million tokens, which is millionths of a dollar per token.
///
/// @param prompt per token of the question
/// @param answer per token of the answer
public record TokenPrice(BigDecimal prompt, BigDecimal answer) {

    /// The environment variable with the price of a model that `model-prices.csv` does not list.
    public static final String SETTING = "OPENAI_PRICE_PER_MILLION";

    private static final String TABLE = "model-prices.csv";

    /// Servers add the date of a model's version to its name.
    private static final String DATED = "-\\d{4}-\\d{2}-\\d{2}";

    public TokenPrice {
        if (prompt.signum() < 0 || answer.signum() < 0) {
            throw new IllegalArgumentException("a price must not be negative");
        }
    }

    /// @return in millionths of a US dollar, rounded half up
    public long of(long promptTokens, long answerTokens) {
        return prompt.multiply(BigDecimal.valueOf(promptTokens))
                .add(answer.multiply(BigDecimal.valueOf(answerTokens)))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /// @param setting the value of [#SETTING], `prompt,answer`, e.g. `0.15,0.60`
    /// @throws IllegalArgumentException if it is anything else
    public static TokenPrice parse(String setting) {
        String[] parts = setting.split(",", -1);
        try {
            if (parts.length == 2) {
                return new TokenPrice(new BigDecimal(parts[0].strip()), new BigDecimal(parts[1].strip()));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(setting), e);
        }
        throw new IllegalArgumentException(wrong(setting));
    }

    private static String wrong(String setting) {
        return SETTING + " must be two numbers, US dollars per million tokens of the question and of the answer,"
                + " such as 0.15,0.60, but is \"" + setting + "\"";
    }

    /// @return the price in the bundled table; empty if it does not list the model or the server
    public static Optional<TokenPrice> known(URI server, String model) {
        return table().lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .filter(row -> row[0].equals(server.getHost())
                        && model.replaceFirst(DATED + "$", "").equals(row[1]))
                .findFirst()
                .map(row -> new TokenPrice(new BigDecimal(row[2]), new BigDecimal(row[3])));
    }

    private static String table() {
        try (InputStream in = TokenPrice.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(
                        TABLE + " is not on the class path beside " + TokenPrice.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + TABLE, e);
        }
    }
}
