package kezek.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The query parameters of a request.
///
///     Parameters parameters = new Parameters(request, Set.of("size", "cursor"));
///     int size = parameters.integer("size", 1, ListView.MAX_SIZE).orElse(20);
///
/// A blank parameter counts as left out. A parameter that the route does not know is refused, because a
/// filter with a spelling mistake would otherwise show everything.
public final class Parameters {

    /// In characters. DynamoDB refuses a key of more than 2,048 bytes.
    private static final int MAX_LENGTH = 500;

    private final Map<String, String> values;

    /// @throws HttpError 400 if it has a parameter that is not `allowed`
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

    /// @return the value without blanks around it
    /// @throws HttpError 400 if it is longer than 500 characters
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

    /// @return one of `allowed`, which may be written in other case
    /// @throws HttpError 400 if it is none of them
    public Optional<String> oneOf(String name, List<String> allowed) {
        Optional<String> value = text(name);
        return value.map(given -> allowed.stream()
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> HttpError.badParameter(name, "must be one of " + String.join(", ", allowed))));
    }

    /// @throws HttpError 400 if it is no whole number from `min` to `max`
    public Optional<Integer> integer(String name, int min, int max) {
        return text(name).map(value -> {
            try {
                int number = Integer.parseInt(value);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // refused below, in the same words as a number that is too big
            }
            throw HttpError.badParameter(
                    name,
                    max == Integer.MAX_VALUE
                            ? "must be a whole number from " + min
                            : "must be a whole number from " + min + " to " + max);
        });
    }
}
