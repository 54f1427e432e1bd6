package kezek.lambda;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The environment of a function, read once, in its composition root.
public record Settings(Map<String, String> environment) {

    public Settings {
        environment = Map.copyOf(environment);
    }

    /// @throws IllegalStateException if the variable is missing or blank; the message names it
    public String required(String name) {
        return optional(name)
                .orElseThrow(() -> new IllegalStateException(
                        "the environment variable " + name + " is not set; template.yaml sets it for every function"));
    }

    public Optional<String> optional(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /// @throws IllegalStateException if the variable is missing or not a whole number
    public int integer(String name) {
        String value = required(name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalStateException(
                    "the environment variable " + name + " must be a whole number, but is \"" + value + "\"", e);
        }
    }

    /// Where an AWS service answers, if not at its public address: `AWS_ENDPOINT_URL_{SERVICE}`, or
    /// `AWS_ENDPOINT_URL`. See <https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html>.
    ///
    /// @param service in capitals: `DYNAMODB`, `SQS`, `S3`
    public Optional<URI> endpoint(String service) {
        return optional("AWS_ENDPOINT_URL_" + service)
                .or(() -> optional("AWS_ENDPOINT_URL"))
                .map(URI::create);
    }

    /// Names only: a value may be a secret.
    @Override
    public String toString() {
        return "Settings" + environment.keySet();
    }
}
