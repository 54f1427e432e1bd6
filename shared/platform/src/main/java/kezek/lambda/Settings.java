package kezek.lambda;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The environment of a function. Its composition root reads it once, when the function starts.
///
/// ```java
/// Settings settings = new Settings(System.getenv());
/// String table = settings.required("TABLE_NAME");
/// Optional<String> geocoder = settings.optional("GEOCODER");
/// ```
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

    /// @return empty if the variable is missing or blank
    public Optional<String> optional(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /// @throws IllegalStateException if the variable is missing or no whole number; the message names it
    public int integer(String name) {
        String value = required(name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalStateException(
                    "the environment variable " + name + " must be a whole number, but is \"" + value + "\"", e);
        }
    }

    /// Finds the address of an AWS service in `AWS_ENDPOINT_URL_{SERVICE}` or `AWS_ENDPOINT_URL`. See
    /// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html>.
    ///
    /// @param service in capitals: `DYNAMODB`, `SQS`, `S3`
    /// @return empty if the service has its public address
    public Optional<URI> endpoint(String service) {
        return optional("AWS_ENDPOINT_URL_" + service)
                .or(() -> optional("AWS_ENDPOINT_URL"))
                .map(URI::create);
    }

    /// @return the names of the variables alone, because a value may be a secret
    @Override
    public String toString() {
        return "Settings" + environment.keySet();
    }
}
