package kezek.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Which model to ask, and for how long.
///
/// @param baseUrl of an OpenAI-compatible server, such as `http://localhost:11434/v1`;
///     `/chat/completions` is added to it. An address without a path gets `/v1`
/// @param apiKey sent as the bearer token; servers that need none ignore it
/// @param model the model's name as the server knows it
/// @param timeout of one request, with its retry and its repair: less than the function's own timeout of
///     30 s
/// @param price empty if it is not known
/// @param asksForProbabilities whether to ask the server for the probabilities of its tokens
/// @param seesPictures whether attached pictures are sent; they cannot be masked
public record ModelSettings(
        URI baseUrl,
        String apiKey,
        String model,
        Duration timeout,
        Optional<TokenPrice> price,
        boolean asksForProbabilities,
        boolean seesPictures) {

    static final URI OPENAI = URI.create("https://api.openai.com/v1");
    static final String DEFAULT_MODEL = "gpt-4o-mini";
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

    private static final String NO_KEY = "none";

    /// @throws IllegalArgumentException if the address is not an http address, the key or the model is
    ///     blank, or the timeout is not positive
    public ModelSettings {
        if (!"http".equals(baseUrl.getScheme()) && !"https".equals(baseUrl.getScheme()) || baseUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "OPENAI_BASE_URL must be an address such as http://localhost:11434/v1, but is " + baseUrl);
        }
        if (apiKey.isBlank() || model.isBlank()) {
            throw new IllegalArgumentException("apiKey and model must not be blank");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be positive, but is " + timeout);
        }
        baseUrl = withVersion(baseUrl);
    }

    /// Reads `OPENAI_BASE_URL`, `OPENAI_API_KEY` and `OPENAI_MODEL` (default `gpt-4o-mini`); blank is the
    /// same as missing. Also [TokenPrice#SETTING] (default: the bundled table), `OPENAI_LOGPROBS` (`true`
    /// or `false`; default: whether the server is OpenAI's own) and `OPENAI_VISION` (default `false`).
    /// The timeout is 20 s.
    ///
    /// @return empty if neither a key nor a base URL is given: no model is configured
    /// @throws IllegalArgumentException if a variable has an invalid value; the message names it
    public static Optional<ModelSettings> fromEnvironment(Map<String, String> environment) {
        Optional<String> baseUrl = value(environment, "OPENAI_BASE_URL");
        Optional<String> apiKey = value(environment, "OPENAI_API_KEY");
        if (baseUrl.isEmpty() && apiKey.isEmpty()) {
            return Optional.empty();
        }
        URI server = baseUrl.map(ModelSettings::address).orElse(OPENAI);
        String model = value(environment, "OPENAI_MODEL").orElse(DEFAULT_MODEL);
        return Optional.of(new ModelSettings(
                server,
                apiKey.orElse(NO_KEY),
                model,
                DEFAULT_TIMEOUT,
                value(environment, TokenPrice.SETTING).map(TokenPrice::parse).or(() -> TokenPrice.known(server, model)),
                isTrue(environment, "OPENAI_LOGPROBS", OPENAI.getHost().equals(server.getHost())),
                isTrue(environment, "OPENAI_VISION", false)));
    }

    private static boolean isTrue(Map<String, String> environment, String name, boolean otherwise) {
        String value = value(environment, name).orElse(Boolean.toString(otherwise));
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " must be true or false, but is \"" + value + "\"");
        };
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static URI address(String baseUrl) {
        try {
            return new URI(baseUrl);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "OPENAI_BASE_URL must be an address such as http://localhost:11434/v1, but is " + baseUrl, e);
        }
    }

    private static URI withVersion(URI baseUrl) {
        String address = baseUrl.toString().replaceFirst("/+$", "");
        boolean bare = baseUrl.getPath().replace("/", "").isEmpty();
        return URI.create(bare ? address + "/v1" : address);
    }

    /// Without the key.
    @Override
    public String toString() {
        return "ModelSettings[" + baseUrl + ", " + model + ", " + timeout + "]";
    }
}
