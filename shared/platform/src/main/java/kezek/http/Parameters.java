package kezek.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The query parameters of a request. A parameter without a value counts as not given; one that the route
/// does not know is refused, for a filter that is spelled wrong would otherwise show everything.
public final class Parameters {

    /// DynamoDB refuses a key of more than 2,048 bytes.
    private static final int MAX_LENGTH = 500;

    private final Map<String, String> values;

    /// @throws ApiException 400 for a parameter that is not `allowed`
    public Parameters(Request request, Set<String> allowed) {
        this.values = request.query();
        values.keySet().stream()
                .filter(name -> !allowed.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw HttpError.badParameter(
                            name,
                            allowed.isEmpty()
                                    ? "is not known: this route has no parameters; leave it out"
                                    : "is not known; this route has " + String.join(", ", new TreeSet<>(allowed)));
                });
    }

    /// @throws ApiException 400 when it is too long
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> refuseIfLong(name, value));
    }

    private static String refuseIfLong(String name, String value) {
        if (value.length() > MAX_LENGTH) {
            throw HttpError.badParameter(name, "must not be longer than " + MAX_LENGTH + " characters");
        }
        return value;
    }

    /// @throws ApiException 400 when it is not one of `allowed`
    public Optional<String> oneOf(String name, List<String> allowed) {
        Optional<String> value = text(name);
        return value.map(given -> allowed.stream()
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> HttpError.badParameter(name, "must be one of " + String.join(", ", allowed))));
    }

    /// @throws ApiException 400 when it is not a whole number from `min` to `max`
    public Optional<Integer> integer(String name, int min, int max) {
        return text(name).map(value -> {
            try {
                int number = Integer.parseInt(value);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below, with the same words as a number that is too big
            }
            throw HttpError.badParameter(
                    name,
                    max == Integer.MAX_VALUE
                            ? "must be a whole number from " + min
                            : "must be a whole number from " + min + " to " + max);
        });
    }
}
