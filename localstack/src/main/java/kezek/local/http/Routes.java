package kezek.local.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kezek.local.template.HttpRoute;

/// Finds the route of a request. Like API Gateway, it takes the most specific route: literal parts of a
/// path before `{variables}`, variables before `{greedy+}`, a method before `ANY`, and `$default` last
/// (<https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html>). A
/// variable, greedy or not, does not match an empty text: `/api/{proxy+}` matches `/api/tickets/`, but
/// not `/api/`.
final class Routes {

    private final List<Candidate> candidates;

    /// @param parameters values of the path's variables
    record Match(HttpRoute route, Map<String, String> parameters) {}

    private record Candidate(HttpRoute route, List<String> parts) {}

    Routes(List<HttpRoute> routes) {
        this.candidates = routes.stream()
                .map(route -> new Candidate(route, parts(route.path())))
                .sorted(Comparator.comparing(Routes::sortKey))
                .toList();
    }

    /// @param path decoded, so that an encoded slash separates parts like any other
    Optional<Match> find(String method, String path) {
        List<String> parts = parts(path);
        return candidates.stream()
                .filter(candidate -> candidate.route().method().equals("ANY")
                        || candidate.route().method().equals(method)
                        || candidate.route().path().equals("$default"))
                .flatMap(candidate -> match(candidate, parts).stream())
                .findFirst();
    }

    private static Optional<Match> match(Candidate candidate, List<String> parts) {
        if (candidate.route().path().equals("$default")) {
            return Optional.of(new Match(candidate.route(), Map.of()));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> wanted = candidate.parts();
        for (int i = 0; i < wanted.size(); i++) {
            String part = wanted.get(i);
            if (part.endsWith("+}") && i < parts.size()) {
                String rest = String.join("/", parts.subList(i, parts.size()));
                parameters.put(part.substring(1, part.length() - 2), rest);
                return rest.isEmpty() ? Optional.empty() : Optional.of(new Match(candidate.route(), parameters));
            }
            if (i >= parts.size() || !takes(part, parts.get(i))) {
                return Optional.empty();
            }
            if (isVariable(part)) {
                parameters.put(part.substring(1, part.length() - 1), parts.get(i));
            }
        }
        return wanted.size() == parts.size() ? Optional.of(new Match(candidate.route(), parameters)) : Optional.empty();
    }

    private static boolean takes(String part, String actual) {
        return isVariable(part) ? !actual.isEmpty() : part.equals(actual);
    }

    /// The sort key of a candidate, most specific first: 0, 1 or 2 for each literal, variable or greedy
    /// part of the path, then the method.
    private static String sortKey(Candidate candidate) {
        StringBuilder order = new StringBuilder();
        for (String part : candidate.parts()) {
            order.append(part.endsWith("+}") ? '2' : isVariable(part) ? '1' : '0');
        }
        if (candidate.route().path().equals("$default")) {
            order.setLength(0);
            order.append('3');
        }
        return order.append(candidate.route().method().equals("ANY") ? "~" : "!")
                .toString();
    }

    private static boolean isVariable(String part) {
        return part.startsWith("{") && part.endsWith("}");
    }

    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
        parts.removeFirst();
        return parts;
    }
}
