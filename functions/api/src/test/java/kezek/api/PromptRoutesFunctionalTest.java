package kezek.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import kezek.api.ApiDriver.Answer;
import kezek.http.AnswerBudget;
import kezek.http.Json;
import kezek.prompts.BundledPrompts;
import kezek.prompts.Prompt;
import kezek.prompts.PromptStore;
import kezek.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptRoutesFunctionalTest {

    private static final String PROMPT = "/api/prompts/classify";
    private static final String ACTIVATE = PROMPT + "/activate";

    private final ApiDriver api = new ApiDriver();
    private final World world = api.world;

    @Test
    void beforeAnybodyWroteOne_theDefaultIsThere_asVersion0() {
        JsonNode all = api.get("/api/prompts").json();
        JsonNode versions = api.get(PROMPT).json();

        assertThat(all.path("items")).isEqualTo(Json.readStored("[{\"name\": \"classify\", \"active_version\": 0}]"));
        assertThat(versions.path("total").asInt()).isEqualTo(1);
        JsonNode only = versions.at("/items/0");
        assertThat(only.path("version").asInt()).isZero();
        assertThat(only.path("is_default").asBoolean()).isTrue();
        assertThat(only.path("active").asBoolean()).isTrue();
        assertThat(only.path("created_at").isNull()).isTrue();
        assertThat(only.path("text").asText())
                .isEqualTo(BundledPrompts.of(Prompt.CLASSIFY).text());
    }

    @Test
    void postedVersion_isListedWithWhoAndWhen_butNotActive() {
        Answer created = api.post(PROMPT, "{\"text\": \"Be brief.\"}");

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.json())
                .isEqualTo(Json.readStored("{\"name\": \"classify\", \"version\": 1, \"is_default\": false,"
                        + " \"active\": false, \"created_at\": \"2026-03-01T10:00:00Z\","
                        + " \"created_by\": \"operations\", \"text\": \"Be brief.\"}"));
        assertThat(numbers(api.get(PROMPT))).containsExactly(1, 0);
        assertThat(active()).isZero();
    }

    @Test
    void sameTextAgain_isTheVersionItWas() {
        api.post(PROMPT, "{\"text\": \"Be brief.\"}");

        Answer again = api.post(PROMPT, "{\"text\": \" Be brief.\\r\\n\", \"activate\": true}");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("version").asInt()).isEqualTo(1);
        assertThat(again.json().path("active").asBoolean()).isTrue();
        assertThat(active()).isEqualTo(1);
    }

    @Test
    void activation_changesWhatModelsAreTold_andGoesBackToTheDefault() {
        api.post(PROMPT, "{\"text\": \"Be brief.\", \"activate\": true}");
        api.post(PROMPT, "{\"text\": \"Be kind.\"}");
        PromptStore prompts = new PromptStore(world.table);
        assertThat(prompts.active(Prompt.CLASSIFY).text()).isEqualTo("Be brief.");

        Answer second = api.post(ACTIVATE, "{\"version\": 2}");
        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(second.json().path("active").asBoolean()).isTrue();
        assertThat(prompts.active(Prompt.CLASSIFY).text()).isEqualTo("Be kind.");

        Answer back = api.post(ACTIVATE, "{\"version\": 0}");
        assertThat(back.json().path("is_default").asBoolean()).isTrue();
        assertThat(prompts.active(Prompt.CLASSIFY)).isEqualTo(BundledPrompts.of(Prompt.CLASSIFY));
    }

    @Test
    void versions_comePageByPage_newestFirst() {
        for (int i = 1; i <= 4; i++) {
            api.post(PROMPT, "{\"text\": \"Text " + i + "\"}");
        }

        Answer first = api.get(PROMPT, "size", "3");
        Answer second =
                api.get(PROMPT, "size", "3", "cursor", first.json().path("next").asText());

        assertThat(numbers(first)).containsExactly(4, 3, 2);
        assertThat(numbers(second)).containsExactly(1, 0);
        assertThat(first.json().path("total").asInt()).isEqualTo(5);
        assertThat(second.json().path("next").isNull()).isTrue();
    }

    /// 16 KB of a character that takes six characters in JSON, and two more in the response envelope.
    @Test
    void pageThatWouldNotFitOneAnswer_isShorter() {
        for (int i = 10; i < 60; i++) {
            api.post(PROMPT, "{\"text\": \"" + i + "\\u0001".repeat(Prompt.MAX_BYTES - 2) + "\"}");
        }

        Answer first = api.get(PROMPT);
        Answer second = api.get(PROMPT, "cursor", first.json().path("next").asText());

        assertThat(AnswerBudget.sizeOf(first.body())).isLessThan(5_500_000);
        assertThat(numbers(first)).hasSizeBetween(30, 49);
        assertThat(numbers(first).getLast() - 1).isEqualTo(numbers(second).getFirst());
        assertThat(numbers(first).size() + numbers(second).size()).isEqualTo(51);
    }

    @Test
    void unknownName_is404_withTheKnownOnes() {
        for (Answer answer : List.of(
                api.get("/api/prompts/draft"),
                api.post("/api/prompts/draft", "{\"text\": \"Be brief.\"}"),
                api.post("/api/prompts/draft/activate", "{\"version\": 0}"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.errorMessage()).contains("known are classify");
        }
    }

    @Test
    void unknownVersion_is404_andChangesNothing() {
        Answer answer = api.post(ACTIVATE, "{\"version\": 3}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorMessage()).contains("no version 3").contains("GET /api/prompts/classify");
        assertThat(world.dynamoDb.items()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/prompts/classify          | {}                                    | \"text\" must be",
                "/api/prompts/classify          | {\"text\": \" \\n \"}                 | \"text\" must be",
                "/api/prompts/classify          | {\"text\": 7}                         | \"text\" must be",
                "/api/prompts/classify          | {\"text\": \"a\", \"activate\": \"yes\"} | \"activate\" must be true or false",
                "/api/prompts/classify          | {\"text\": \"a\", \"version\": 7}     | unknown field \"version\"",
                "/api/prompts/classify          | []                                    | expected one such as",
                "/api/prompts/classify/activate | {}                                    | \"version\" must be",
                "/api/prompts/classify/activate | {\"version\": -1}                     | 0 to go back to the default",
                "/api/prompts/classify/activate | {\"version\": \"1\"}                  | \"version\" must be",
                "/api/prompts/classify/activate | {\"version\": 99999999999}            | \"version\" must be",
            })
    void bodyThatIsWrong_is400_andSaysWhatIsMeant(String path, String body, String message) {
        Answer answer = api.post(path, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains(message);
        assertThat(world.dynamoDb.items()).isEmpty();
    }

    @Test
    void textThatIsTooLong_is413_withTheLimit() {
        Answer answer = api.post(PROMPT, "{\"text\": \"" + "ж".repeat(8_193) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.errorMessage()).contains("16386 bytes").contains("16384");
    }

    private int active() {
        return api.get("/api/prompts").json().at("/items/0/active_version").asInt();
    }

    private static List<Integer> numbers(Answer answer) {
        return StreamSupport.stream(answer.json().path("items").spliterator(), false)
                .map(version -> version.path("version").asInt())
                .toList();
    }
}
