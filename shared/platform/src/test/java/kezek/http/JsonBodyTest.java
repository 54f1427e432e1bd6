package kezek.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    private enum Colour {
        RED,
        GREEN
    }

    private static final String EXAMPLE = "{\"a\": 1}";
    private static final JsonBody BODY = new JsonBody(100, "send less", EXAMPLE, Set.of("a", "b", "files"));

    @Test
    void values_areReadAsTypes() {
        JsonObject body = read("{\"a\": \"  two words \", \"b\": 7}");

        assertThat(body.required("a", "a text").text(1, 9)).isEqualTo("two words");
        assertThat(body.required("a", "a text").text()).isEqualTo("  two words ");
        assertThat(body.optional("b").map(value -> value.integer(1, 10))).contains(7);
        assertThat(body.optional("b").map(value -> value.integer(1, Long.MAX_VALUE)))
                .contains(7L);
        assertThat(body.optional("files")).isEmpty();
        assertThat(body.has("b")).isTrue();
        assertThat(body.has("files")).isFalse();
        assertThat(read("{\"a\": false}").required("a", "a flag").flag()).isFalse();
        assertThat(read("{\"a\": \"RED\"}").required("a", "a colour").oneOf(List.of(Colour.values()), Colour::name))
                .isEqualTo(Colour.RED);
        assertThat(read("{\"a\": {\"x\":[1]}}").required("a", "anything").json())
                .isEqualTo("{\"x\":[1]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void bodyThatIsNestedTooDeeply_isRefused(String opening) {
        JsonBody large = new JsonBody(100_000, "send less", EXAMPLE, Set.of("a"));

        assertThatThrownBy(() -> large.read(Requests.post(opening.repeat(2_000))))
                .isInstanceOf(HttpError.class)
                .hasMessageContaining("nested too deeply")
                .hasMessageContaining(EXAMPLE);
    }

    @Test
    void null_isRefused_unlessItMeansLeftOut() {
        JsonObject body = read("{\"a\": null}");

        assertThat(body.nullable("a")).isEmpty();
        assertThat(body.nullable("b")).isEmpty();
        assertThat(body.has("a")).isTrue();
        for (Consumer<JsonValue> accessor : List.<Consumer<JsonValue>>of(
                JsonValue::text,
                JsonValue::flag,
                value -> value.text(0, 9),
                value -> value.integer(0, 9),
                value -> value.list(0, 9),
                value -> value.object(Set.of()),
                value -> value.oneOf(List.of(Colour.values()), Colour::name))) {
            assertRefused(() -> body.optional("a").ifPresent(accessor), "\"a\" must be ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "7          | text    | a text of 1 to 3 characters",
                "\"  \"     | text    | a text of 1 to 3 characters",
                "\"four\"   | text    | a text of 1 to 3 characters",
                "\"four\"   | note    | a text of at most 3 characters",
                "0          | integer | a whole number from 1 to 10",
                "11         | integer | a whole number from 1 to 10",
                "1.0        | integer | a whole number from 1 to 10",
                "\"7\"      | integer | a whole number from 1 to 10",
                "1e99       | integer | a whole number from 1 to 10",
                "18446744073709551617 | integer | a whole number from 1 to 10",
                "\"true\"   | flag    | true or false",
                "1          | flag    | true or false",
                "\"red\"    | colour  | one of \"RED\", \"GREEN\"",
                "[]         | list    | a list of 1 to 2",
                "[1,2,3]    | list    | a list of 1 to 2",
                "{}         | list    | a list of 1 to 2",
                "[]         | object  | an object",
            })
    void valueThatIsWrong_isRefusedByItsPlaceAndWhatItMustBe(String json, String accessor, String expected) {
        JsonValue value = read("{\"a\": " + json + "}").optional("a").orElseThrow();

        assertRefused(
                () -> {
                    switch (accessor) {
                        case "text" -> value.text(1, 3);
                        case "note" -> value.text(0, 3);
                        case "integer" -> value.integer(1, 10);
                        case "flag" -> value.flag();
                        case "colour" -> value.oneOf(List.of(Colour.values()), Colour::name);
                        case "list" -> value.list(1, 2);
                        default -> value.object(Set.of());
                    }
                },
                "\"a\" must be " + expected);
    }

    @Test
    void placesInsideLists_areNamed() {
        List<JsonValue> files = read("{\"files\": [{\"name\": \"a\"}, {\"name\": 7}, {\"nmae\": \"c\"}, {}]}")
                .required("files", "a list")
                .list(1, 9);

        assertThat(files).extracting(JsonValue::path).containsExactly("files[0]", "files[1]", "files[2]", "files[3]");
        assertThat(name(files.getFirst())).isEqualTo("a");
        assertRefused(() -> name(files.get(1)), "\"files[1].name\" must be the name of a file");
        assertRefused(
                () -> name(files.get(2)),
                "the body has an unknown field \"files[2].nmae\"; known are \"kind\", \"name\"");
        assertRefused(() -> name(files.get(3)), "\"files[3].name\" must be the name of a file");
    }

    private static String name(JsonValue file) {
        return file.object(Set.of("name", "kind"))
                .required("name", "the name of a file")
                .text(1, 200);
    }

    @Test
    void expectation_takesThePlaceOfTheAccessorsOwnWords() {
        JsonValue value = read("{\"a\": 11}").optional("a").orElseThrow().expecting("from 1 (can wait) to 10 (now)");

        assertRefused(() -> value.integer(1, 10), "\"a\" must be from 1 (can wait) to 10 (now)");
        assertThat(value.refusal()).hasMessage("\"a\" must be from 1 (can wait) to 10 (now)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "{\"a\": 1} {}", "{\"a\": 1, \"a\": 2}"})
    void bodyThatIsNoJson_isRefused_withThePlace(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(HttpError.class).hasMessageContaining("the body is not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "\"a\""})
    void bodyThatIsNoObject_isRefused_withTheExample(String body) {
        assertRefused(() -> read(body), "the body is not a JSON object; expected one such as " + EXAMPLE);
    }

    @Test
    void unknownField_isRefused_withTheKnownOnes() {
        assertRefused(
                () -> read("{\"c\": 1}"), "the body has an unknown field \"c\"; known are \"a\", \"b\", \"files\"");
    }

    @Test
    void bodyThatIsTooLong_is413_withTheRemedy() {
        JsonNode error = error(Requests.post(" ".repeat(101)));

        assertThat(error.path("code").asText()).isEqualTo("TOO_LARGE");
        assertThat(error.path("message").asText()).isEqualTo("the body is longer than 100 bytes; send less");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,                  true",
        "application/json; charset=utf-8,   true",
        "Application/Merge-Patch+JSON,      true",
        "text/plain,                        false",
        "application/x-www-form-urlencoded, false",
    })
    void contentType_mustBeJson_ifItIsSaid(String type, boolean isTaken) {
        Request request = Requests.post("{}", Map.of("content-type", type));

        if (isTaken) {
            assertThat(BODY.read(request).optional("a")).isEqualTo(Optional.empty());
        } else {
            assertThat(error(request).path("code").asText()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        }
        assertThat(BODY.read(Requests.post("{}", Map.of())).optional("a")).isEmpty();
    }

    private static JsonNode error(Request request) {
        try {
            BODY.read(request);
        } catch (HttpError e) {
            return Json.readStored(e.toResponse().body()).path("error");
        }
        throw new AssertionError("the body was not refused");
    }

    private static JsonObject read(String body) {
        return BODY.read(Requests.post(body));
    }

    private static void assertRefused(Runnable reading, String message) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        HttpError.class,
                        error -> assertThat(error.toResponse().status()).isEqualTo(400))
                .hasMessageStartingWith(message);
    }
}
