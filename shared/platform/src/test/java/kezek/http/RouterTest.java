package kezek.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private final Router router = new Router(
            Route.get("/health", RouterTest::answer),
            Route.get("/api/tickets/{id}", RouterTest::answer),
            Route.patch("/api/tickets/{id}", RouterTest::answer),
            Route.delete("/api/tickets/{id}", RouterTest::answer),
            Route.get("/api/tickets/export", RouterTest::answer),
            Route.get("/api/tickets/{id}/events/{version}", RouterTest::answer),
            Route.post("/api/uploads", RouterTest::answer));

    @ParameterizedTest
    @CsvSource({
        "GET,   /health,                   GET /health",
        "GET,   /health/,                  GET /health",
        "GET,   /api/tickets/7,            GET /api/tickets/{id}",
        "PATCH, /api/tickets/7/,           PATCH /api/tickets/{id}",
        "GET,   /api/tickets/export,       GET /api/tickets/export",
        "GET,   /api/tickets/7/events/12/, GET /api/tickets/{id}/events/{version}",
    })
    void route_isFoundByMethodAndPath_withOrWithoutOneSlashAtItsEnd(String method, String path, String route) {
        assertThat(router.match(method, path))
                .isInstanceOfSatisfying(
                        Router.Found.class, found -> assertThat(found.route()).hasToString(route));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "health",
                "/health//",
                "//health",
                "/Health",
                "/api/tickets",
                "/api/tickets/",
                "/api/tickets//",
                "/api//7",
                "/api/tickets/7//",
                "/api/tickets//events/1",
                "/api/tickets/7/events",
                "/api/tickets/a/b"
            })
    void otherPath_isUnknown(String path) {
        assertThat(router.match("GET", path)).isEqualTo(new Router.UnknownPath());
    }

    @Test
    void knownPathWithAnotherMethod_namesTheMethodsOfTheTable() {
        assertThat(router.match("POST", "/api/tickets/7"))
                .isEqualTo(new Router.OtherMethods(List.of("GET", "PATCH", "DELETE")));
        assertThat(router.match("get", "/health")).isEqualTo(new Router.OtherMethods(List.of("GET")));
    }

    @Test
    void literalPath_isNeverAVariable_whateverTheMethod() {
        assertThat(router.match("PATCH", "/api/tickets/export")).isEqualTo(new Router.OtherMethods(List.of("GET")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%", "a+b", "a%41", "%", "%2F", "ноябрь 2026", " ", "{id}", "a.b;c=d", ".."})
    void variable_isThePartOfThePathAsItIs(String id) {
        assertThat(router.match("GET", "/api/tickets/" + id + "/events/1"))
                .isInstanceOfSatisfying(
                        Router.Found.class,
                        found -> assertThat(found.pathParameters()).isEqualTo(Map.of("id", id, "version", "1")));
    }

    @Test
    void action_getsTheVariablesWithTheRequest() {
        Request request = Requests.get("/api/tickets/7");

        Router.Found found = (Router.Found) router.match(request.method(), request.path());

        assertThat(found.answer(request).body()).isEqualTo("\"7\"");
    }

    @Test
    void routes_areListedInTheOrderOfTheTable() {
        assertThat(router.routes())
                .extracting(Route::toString)
                .startsWith("GET /health", "GET /api/tickets/{id}", "PATCH /api/tickets/{id}")
                .hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/{id},      /a/{id},    GET /a/{id} stands twice",
        "/a/{id},      /a/{name},  neither is more specific",
        "/a/{id}/c,    /a/b/{x},   neither is more specific",
        "/a/{id}/{x},  /{a}/b/c,   neither is more specific",
    })
    void twoRoutesOfOnePath_areRefused(String one, String other, String message) {
        assertThatThrownBy(() -> new Router(Route.get(one, RouterTest::answer), Route.get(other, RouterTest::answer)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void templatesOfWhichOneIsMoreSpecific_areNotAmbiguous_inAnyOrder() {
        Router nested = new Router(
                Route.get("/{a}/{b}", RouterTest::answer),
                Route.get("/{a}/x", RouterTest::answer),
                Route.get("/y/x", RouterTest::answer));

        assertThat(nested.match("GET", "/y/x"))
                .hasToString(nested.match("GET", "/y/x/").toString());
        assertThat(((Router.Found) nested.match("GET", "/y/x")).route()).hasToString("GET /y/x");
        assertThat(((Router.Found) nested.match("GET", "/z/x")).route()).hasToString("GET /{a}/x");
        assertThat(((Router.Found) nested.match("GET", "/y/z")).route()).hasToString("GET /{a}/{b}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a", "a/b", "/a/", "//a", "/a//b", "/a/{}", "/{a}/{a}"})
    void templateThatIsNoPath_isRefused(String template) {
        assertThatThrownBy(() -> new Router(Route.get(template, RouterTest::answer)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(template);
    }

    private static Response answer(Request request) {
        return Response.json(200, request.pathParameters().getOrDefault("id", ""));
    }
}
