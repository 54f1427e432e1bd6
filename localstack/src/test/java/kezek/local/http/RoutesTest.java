package kezek.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kezek.local.template.HttpRoute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

    private final Routes routes = new Routes(List.of(
            route("ANY", "/files/{path+}"),
            route("GET", "/tickets/{id}"),
            route("GET", "/tickets/export"),
            route("GET", "/tickets"),
            route("ANY", "/tickets"),
            route("GET", "/tickets/{id}/events"),
            route("GET", "/health"),
            route("ANY", "/api/{proxy+}")));

    @ParameterizedTest
    @CsvSource({
        "GET,/tickets,GET /tickets",
        "POST,/tickets,ANY /tickets",
        "GET,/tickets/export,GET /tickets/export",
        "GET,/tickets/7,GET /tickets/{id}",
        "GET,/tickets/7/events,GET /tickets/{id}/events",
        "PUT,/files/a/b.txt,ANY /files/{path+}",
        "GET,/health,GET /health",
        "DELETE,/api/tickets/7,ANY /api/{proxy+}",
        "GET,/api/tickets/,ANY /api/{proxy+}",
        "GET,/api//tickets,ANY /api/{proxy+}",
    })
    void theMostSpecificRoute_isTaken(String method, String path, String key) {
        assertThat(routes.find(method, path))
                .hasValueSatisfying(match -> assertThat(match.route().key()).isEqualTo(key));
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE,/tickets/7",
        "GET,/ticket",
        "GET,/tickets/7/events/1",
        "GET,/tickets/",
        "GET,/files",
        "GET,/files/",
        "GET,/",
        "POST,/health",
        "GET,/api",
        "GET,/api/",
    })
    void whatNoRouteCovers_isNotFound(String method, String path) {
        assertThat(routes.find(method, path)).isEmpty();
    }

    @Test
    void variables_haveTheirValues() {
        assertThat(routes.find("GET", "/tickets/7/events"))
                .hasValueSatisfying(match -> assertThat(match.parameters()).isEqualTo(Map.of("id", "7")));
        assertThat(routes.find("GET", "/files/a/b.txt"))
                .hasValueSatisfying(match -> assertThat(match.parameters()).isEqualTo(Map.of("path", "a/b.txt")));
        assertThat(routes.find("GET", "/api/tickets/"))
                .hasValueSatisfying(match -> assertThat(match.parameters()).isEqualTo(Map.of("proxy", "tickets/")));
    }

    @Test
    void defaultRoute_takesTheRest() {
        Routes withDefault = new Routes(List.of(route("ANY", "$default"), route("GET", "/tickets")));

        assertThat(withDefault.find("GET", "/x"))
                .hasValueSatisfying(match -> assertThat(match.route().key()).isEqualTo("$default"));
        assertThat(withDefault.find("GET", "/tickets"))
                .hasValueSatisfying(match -> assertThat(match.route().key()).isEqualTo("GET /tickets"));
    }

    private static HttpRoute route(String method, String path) {
        return new HttpRoute("R", "F", method, path);
    }
}
