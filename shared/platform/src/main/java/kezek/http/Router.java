package kezek.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds who answers a request: the first route whose method and path match.
public final class Router {

    /// @param template a path whose variable parts are names in braces: `/api/tickets/{id}`
    public record Route(String method, String template, Function<Request, Response> action) {

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    /// DynamoDB refuses a key of more than 2,048 bytes.
    private static final int MAX_LENGTH = 500;

    private final List<Route> routes = new ArrayList<>();

    public Router get(String template, Function<Request, Response> action) {
        routes.add(new Route("GET", template, action));
        return this;
    }

    public Router post(String template, Function<Request, Response> action) {
        routes.add(new Route("POST", template, action));
        return this;
    }

    public Router patch(String template, Function<Request, Response> action) {
        routes.add(new Route("PATCH", template, action));
        return this;
    }

    public Router delete(String template, Function<Request, Response> action) {
        routes.add(new Route("DELETE", template, action));
        return this;
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /// @throws ApiException 404 when no route has this path, 405 when none of those answers to the method
    public Response answer(Request request) {
        List<Route> sharingPath = routes.stream()
                .filter(route -> match(route.template(), request.path()).isPresent())
                .toList();
        Route route = sharingPath.stream()
                .filter(candidate -> candidate.method().equals(request.method()))
                .findFirst()
                .orElseThrow(() -> noRoute(sharingPath));
        Map<String, String> parameters = match(route.template(), request.path()).orElseThrow();
        return route.action().apply(request.withPathParameters(parameters));
    }

    private static HttpError noRoute(List<Route> sharingPath) {
        return sharingPath.isEmpty()
                ? HttpError.notFound("there is no such path; the README lists the routes")
                : HttpError.methodNotAllowed(
                        sharingPath.stream().map(Route::method).distinct().collect(Collectors.joining(", ")));
    }

    /// @return the variable parts by name, or empty when the path is another one
    private static Optional<Map<String, String>> match(String template, String path) {
        List<String> expected = parts(template);
        List<String> actual = parts(path);
        if (expected.size() != actual.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int index = 0; index < expected.size(); index++) {
            String part = expected.get(index);
            if (part.startsWith("{")) {
                parameters.put(part.substring(1, part.length() - 1), decoded(actual.get(index)));
            } else if (!part.equals(actual.get(index))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    /// A slash at the end makes no difference.
    private static List<String> parts(String path) {
        return Arrays.asList(path.split("/"));
    }

    /// In a path a plus is a plus.
    private static String decoded(String part) {
        try {
            String text = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (text.length() <= MAX_LENGTH) {
                return text;
            }
            throw HttpError.notFound("no id is longer than " + MAX_LENGTH + " characters");
        } catch (IllegalArgumentException e) {
            throw HttpError.notFound("the path is not percent-encoded properly");
        }
    }
}
