package kezek.http;

import java.util.function.Function;

/// A row of a [Router]'s table: one method of one path, and what answers it.
///
///     Route.get("/api/tickets/{id}/events", tickets::events)
///
/// @param method in capitals
/// @param template a path. A part in braces is a variable, which takes exactly one part of a request's
///     path; every other part is matched as it is, in the same case. It has no slash at its end
/// @param action answers a request, which has the values of the variables as [Request#pathParameter]. An
///     [HttpError] that it throws is the answer
public record Route(String method, String template, Function<Request, Response> action) {

    public static Route get(String template, Function<Request, Response> action) {
        return new Route("GET", template, action);
    }

    public static Route post(String template, Function<Request, Response> action) {
        return new Route("POST", template, action);
    }

    public static Route patch(String template, Function<Request, Response> action) {
        return new Route("PATCH", template, action);
    }

    public static Route delete(String template, Function<Request, Response> action) {
        return new Route("DELETE", template, action);
    }

    /// @return the route as documentation writes it, e.g. `GET /api/tickets/{id}`
    @Override
    public String toString() {
        return method + " " + template;
    }
}
