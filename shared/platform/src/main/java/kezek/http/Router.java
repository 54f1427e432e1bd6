package kezek.http;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table of an API's routes. It finds the route of a request, and leaves it to the caller what to
/// answer if there is none, because each API has its own form of errors:
///
///     Router router = new Router(
///             Route.get("/api/tickets", tickets::list),
///             Route.get("/api/tickets/{id}", tickets::get),
///             Route.patch("/api/tickets/{id}", changes::change));
///
///     Response response = switch (router.match(request.method(), request.path())) {
///         case Router.Found found -> found.answer(request);
///         case Router.UnknownPath _ -> HttpError.notFound("there is no such path").toResponse();
///         case Router.OtherMethods other -> HttpError.methodNotAllowed(other.allowed()).toResponse();
///     };
///
/// Of two templates that match a path, the one with a literal where the other has a variable takes it,
/// whatever the method: `/api/tickets/export` is never a ticket whose id is `export`.
///
/// Thread-safe.
public final class Router {

    private final List<Route> routes;

    /// Those with the fewest variables first.
    private final List<Resource> resources;

    /// One path and the routes of its methods, in the order of the table.
    private record Resource(PathTemplate template, Map<String, Route> byMethod) {}

    /// What the table says to a request.
    public sealed interface Match {}

    /// @param pathParameters values of the template's variables by name
    public record Found(Route route, Map<String, String> pathParameters) implements Match {

        public Found {
            pathParameters = Map.copyOf(pathParameters);
        }

        /// @param request the one that was matched
        /// @throws HttpError if the route refuses it
        public Response answer(Request request) {
            return route.action().apply(request.withPathParameters(pathParameters));
        }
    }

    /// No route has this path: 404.
    public record UnknownPath() implements Match {}

    /// The path is known, with other methods only: 405.
    ///
    /// @param allowed methods, in the order of the table
    public record OtherMethods(List<String> allowed) implements Match {

        public OtherMethods {
            allowed = List.copyOf(allowed);
        }
    }

    /// @throws IllegalArgumentException if a template is no path, if a route stands twice in the table, or
    ///     if two templates match the same path and neither is the more specific one
    public Router(Route... routes) {
        this.routes = List.of(routes);
        Map<PathTemplate, Map<String, Route>> byTemplate = new LinkedHashMap<>();
        for (Route route : routes) {
            Map<String, Route> byMethod =
                    byTemplate.computeIfAbsent(new PathTemplate(route.template()), template -> new LinkedHashMap<>());
            if (byMethod.putIfAbsent(route.method(), route) != null) {
                throw new IllegalArgumentException("the route " + route + " stands twice in the table");
            }
        }
        refuseIfAmbiguous(List.copyOf(byTemplate.keySet()));
        this.resources = byTemplate.entrySet().stream()
                .map(entry -> new Resource(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(resource -> resource.template().variables()))
                .toList();
    }

    private static void refuseIfAmbiguous(List<PathTemplate> templates) {
        for (int later = 1; later < templates.size(); later++) {
            for (PathTemplate one : templates.subList(0, later)) {
                PathTemplate other = templates.get(later);
                if (one.overlaps(other) && one.isNarrowerSomewhere(other) == other.isNarrowerSomewhere(one)) {
                    throw new IllegalArgumentException("a path may match " + one + " as well as " + other
                            + ", and neither is more specific; name the same variables alike, or change one of them");
                }
            }
        }
    }

    /// @return the table, in the order in which it was written
    public List<Route> routes() {
        return routes;
    }

    /// @param method in capitals
    /// @param path decoded, without the name of a stage. One slash at its end makes no difference; an empty
    ///     part matches nothing
    public Match match(String method, String path) {
        for (Resource resource : resources) {
            Optional<Map<String, String>> parameters = resource.template().match(path);
            if (parameters.isPresent()) {
                return Optional.ofNullable(resource.byMethod().get(method))
                        .<Match>map(route -> new Found(route, parameters.get()))
                        .orElseGet(() ->
                                new OtherMethods(List.copyOf(resource.byMethod().keySet())));
            }
        }
        return new UnknownPath();
    }
}
