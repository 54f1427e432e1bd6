package kezek.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kezek.api.ApiDriver.Answer;
import kezek.api.imports.ImportLookup;
import kezek.api.reports.ReportedImport;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Doubt;
import kezek.domain.Language;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.domain.Provenance;
import kezek.domain.Sentiment;
import kezek.domain.Ticket;
import kezek.domain.Usage;
import kezek.http.HttpError;
import kezek.http.Json;
import kezek.reports.ImportTickets;
import kezek.reports.ReviewedTickets;
import kezek.table.WriteOutcome;
import kezek.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Ten tickets: a model analysed rows 1 to 4 (4 from its cache), and rules analysed 5 and 6. For 7 and 8,
/// rules replaced the model. Row 9 is only placed, and 10 is new.
class QualityReportFunctionalTest {

    private static final Confidence SURE = new Confidence(1, 1, 1, 1);
    private static final Confidence UNSURE = new Confidence(0.25, 0.5, 0.75, 1);

    private final ApiDriver api = new ApiDriver();
    private final World world = api.world;

    @BeforeEach
    void readEight() {
        world.imports.create(World.IMPORT, ApiDriver.NOW);
        api.add(1, 10);
        place(1, Optional.of(Precision.HOUSE));
        place(2, Optional.of(Precision.STREET));
        place(3, Optional.of(Precision.TOWN));
        place(4, Optional.of(Precision.TOWN));
        place(5, Optional.of(Precision.REGION));
        place(6, Optional.of(Precision.COUNTRY));
        place(7, Optional.empty());
        place(8, Optional.of(Precision.TOWN));
        place(9, Optional.of(Precision.TOWN));
        analyse(1, Language.RU, 7, byModel(100, 10, OptionalLong.of(1_500), 800, false), SURE);
        analyse(
                2,
                Language.KZ,
                9,
                byModel(200, 20, OptionalLong.of(2_500), 1_200, false),
                UNSURE,
                Doubt.CATEGORY_UNSURE,
                Doubt.SENTIMENT_UNSURE);
        analyse(3, Language.ENG, 3, byModel(300, 30, OptionalLong.empty(), 4_000, false), SURE);
        analyse(4, Language.RU, 7, byModel(0, 0, OptionalLong.of(0), 0, true), SURE);
        analyse(5, Language.RU, 7, Provenance.ofRules(false, List.of()), UNSURE, Doubt.CATEGORY_UNSURE);
        analyse(6, Language.KZ, 4, Provenance.ofRules(false, List.of()), SURE);
        analyse(7, Language.RU, 10, Provenance.ofRules(true, List.of()), UNSURE, Doubt.MODEL_DID_NOT_ANSWER);
        analyse(8, Language.RU, 2, Provenance.ofRules(true, List.of()), SURE, Doubt.MODEL_DID_NOT_ANSWER);
    }

    @Test
    void coverage_isOfAllTickets() {
        JsonNode report = report();

        assertThat(report.path("import").isNull()).isTrue();
        assertThat(report.path("tickets").asInt()).isEqualTo(10);
        assertThat(report.at("/coverage/located"))
                .isEqualTo(Json.readStored("{\"town_or_better\":{\"count\":6,\"share\":0.6},"
                        + "\"region\":{\"count\":1,\"share\":0.1},\"country\":{\"count\":1,\"share\":0.1},"
                        + "\"unknown\":{\"count\":1,\"share\":0.1},\"not_yet\":{\"count\":1,\"share\":0.1}}"));
        assertThat(report.at("/coverage/analysed"))
                .isEqualTo(Json.readStored("{\"model\":{\"count\":4,\"share\":0.4},"
                        + "\"rules\":{\"count\":2,\"share\":0.2},\"degraded\":{\"count\":2,\"share\":0.2},"
                        + "\"not_yet\":{\"count\":2,\"share\":0.2}}"));
    }

    @Test
    void confidence_isTheMeanOverAnalysedTickets() {
        assertThat(report().path("confidence"))
                .as("three of eight are unsure")
                .isEqualTo(Json.readStored(
                        "{\"category\":0.7188,\"sentiment\":0.8125,\"priority\":0.9063,\"language\":1.0}"));
    }

    @Test
    void review_isCountedByLanguageAndReason_andListedByUrgency() {
        JsonNode review = report().path("review");

        assertThat(review.path("marked").toString()).isEqualTo("{\"count\":4,\"share\":0.5}");
        assertThat(review.path("waiting").toString()).isEqualTo("{\"count\":4,\"share\":0.5}");
        assertThat(review.path("by_language"))
                .isEqualTo(Json.readStored("[{\"language\":\"RU\",\"tickets\":5,"
                        + "\"marked\":{\"count\":3,\"share\":0.6},\"waiting\":{\"count\":3,\"share\":0.6}},"
                        + "{\"language\":\"KZ\",\"tickets\":2,"
                        + "\"marked\":{\"count\":1,\"share\":0.5},\"waiting\":{\"count\":1,\"share\":0.5}},"
                        + "{\"language\":\"ENG\",\"tickets\":1,"
                        + "\"marked\":{\"count\":0,\"share\":0.0},\"waiting\":{\"count\":0,\"share\":0.0}}]"));
        assertThat(review.at("/by_doubt/CATEGORY_UNSURE").asInt()).isEqualTo(2);
        assertThat(review.at("/by_doubt/MODEL_DID_NOT_ANSWER").asInt()).isEqualTo(2);
        assertThat(review.at("/by_doubt/NOTHING_TO_READ").asInt(-1)).isZero();
        assertThat(waiting(review)).containsExactly(7, 2, 5, 8);
        assertThat(review.at("/items/1"))
                .isEqualTo(Json.readStored("{\"ticket_id\":\"" + World.id(2) + "\",\"status\":\"OPEN\",\"priority\":9,"
                        + "\"language\":\"KZ\",\"doubts\":[\"CATEGORY_UNSURE\",\"SENTIMENT_UNSURE\"]}"));
    }

    @Test
    void closedTickets_areLookedAtLast() {
        api.patch(7, "{\"status\": \"CLOSED\"}");

        assertThat(waiting(report().path("review"))).containsExactly(2, 5, 8, 7);
    }

    @Test
    void model_isWhatItTook_withoutTheCache() {
        assertThat(report().path("model"))
                .isEqualTo(Json.readStored("{\"asked\":3,\"cached\":1,\"prompt_tokens\":600,\"answer_tokens\":60,"
                        + "\"cost_usd\":0.004,\"without_price\":1,\"latency_millis\":{\"p50\":1200,\"p95\":4000}}"));
    }

    /// The report uses the confidence of the original analysis, because a correction is always certain.
    @Test
    void corrections_areWhatTheAgreementIsMadeOf_andLeaveTheFiguresOfTheMachine() {
        JsonNode before = report();
        correct(2, "{\"category\": \"Спам\", \"priority\": 1}");
        correct(5, "{}");
        correct(1, "{\"summary\": \"Иначе.\"}");

        JsonNode report = report();

        assertThat(report.path("agreement"))
                .isEqualTo(Json.readStored("{\"reviewed\":3,\"corrected\":2,"
                        + "\"category\":{\"count\":2,\"share\":0.6667},\"sentiment\":{\"count\":3,\"share\":1.0},"
                        + "\"priority\":{\"count\":2,\"share\":0.6667},\"language\":{\"count\":3,\"share\":1.0},"
                        + "\"summary\":{\"count\":2,\"share\":0.6667}}"));
        assertThat(report.at("/review/marked/count").asInt()).isEqualTo(4);
        assertThat(report.at("/review/waiting/count").asInt()).isEqualTo(2);
        assertThat(waiting(report.path("review"))).containsExactly(7, 8);
        assertThat(report.path("confidence")).isEqualTo(before.path("confidence"));
        assertThat(report.path("model")).isEqualTo(before.path("model"));
    }

    @Test
    void reportOfAnImport_isOfItsTickets_andAnUnknownOneIs404() {
        world.imports.create("empty", ApiDriver.NOW);

        assertThat(api.get("/api/reports/quality", "import", World.IMPORT)
                        .json()
                        .path("tickets")
                        .asInt())
                .isEqualTo(10);
        JsonNode empty = api.get("/api/reports/quality", "import", "empty").json();
        assertThat(empty.path("tickets").asInt()).isZero();
        assertThat(empty.at("/coverage/analysed/model/share").isNull()).isTrue();
        assertThat(empty.at("/confidence/category").isNull()).isTrue();
        assertThat(empty.at("/model/cost_usd").isNull()).isTrue();
        assertThat(empty.at("/model/latency_millis/p50").isNull()).isTrue();
        assertThat(api.get("/api/reports/quality", "import", "nobody").status()).isEqualTo(404);
    }

    @Test
    void deletedTickets_areNotCounted() {
        api.delete(World.id(7));

        assertThat(report().path("tickets").asInt()).isEqualTo(9);
        assertThat(report().at("/coverage/located/unknown/count").asInt()).isZero();
    }

    @Test
    void tooManyTickets_areRefused_withTheLimitAndTheWay() {
        ReportedImport limited = new ReportedImport(
                new ImportLookup(world.imports), new ImportTickets(world.table), new ReviewedTickets(world.table), 9);

        for (Optional<String> importId : List.of(Optional.<String>empty(), Optional.of(World.IMPORT))) {
            assertThatThrownBy(() -> limited.reviewed(importId))
                    .isInstanceOfSatisfying(
                            HttpError.class,
                            refused -> assertThat(refused.toResponse().status()).isEqualTo(422))
                    .hasMessageContaining("more than 9 tickets")
                    .hasMessageContaining(importId.isPresent() ? "/api/reports/corrections" : "name one \"import\"");
        }
    }

    @Test
    void exportedCorrections_areThoseThatSomebodyLookedAt_withBothAnswers() {
        correct(2, "{\"category\": \"Спам\", \"language\": \"ENG\"}");
        correct(5, "{}");

        Answer export = api.get("/api/reports/corrections", "import", World.IMPORT);

        assertThat(export.headers()).containsEntry("content-type", "text/csv; charset=utf-8");
        assertThat(export.headers())
                .containsEntry("content-disposition", "attachment; filename=\"corrections.csv\"")
                .doesNotContainKey("link");
        assertThat(export.body().lines())
                .containsExactly(
                        "\uFEFFguid,segment,attachment,text,language,category,sentiment,priority,original_language,"
                                + "original_category,original_sentiment,original_priority,original_source,"
                                + "original_model,original_prompt,corrected_at",
                        World.guid(2) + ",VIP,,Вопрос 2,ENG,Спам,Нейтральный,9,KZ,Консультация,Нейтральный,9,model,"
                                + "gpt-4o-mini,classify/0,2026-03-01T10:00:00Z",
                        World.guid(5) + ",Mass,,Вопрос 5,RU,Консультация,Нейтральный,7,RU,Консультация,Нейтральный,7,"
                                + "rules,,,2026-03-01T10:00:00Z");
        assertThat(api.get("/api/reports/corrections").body().lines()).hasSize(3);
        assertThat(api.get("/api/reports/corrections", "category", "Спам")
                        .body()
                        .lines())
                .hasSize(2);
    }

    /// A spreadsheet must not execute a client's text.
    @Test
    void textThatLooksLikeAFormula_isMadeHarmless() {
        api.add(11, "Mass", "=HYPERLINK(\"http://evil\")");
        place(11, Optional.of(Precision.TOWN));
        analyse(11, Language.RU, 7, Provenance.ofRules(false, List.of()), SURE);
        correct(11, "{}");

        assertThat(api.get("/api/reports/corrections").body()).contains(",\"'=HYPERLINK(\"\"http://evil\"\")\",");
    }

    @Test
    void pagesOfCorrections_areOneFile_alsoWhenOneHasNoRow() {
        api.add(12, 5_200);
        for (int row : List.of(1, 5_190)) {
            if (row > 10) {
                place(row, Optional.of(Precision.TOWN));
                analyse(row, Language.RU, 7, Provenance.ofRules(false, List.of()), SURE);
            }
            correct(row, "{}");
        }

        Answer first = api.get("/api/reports/corrections", "import", World.IMPORT);
        Matcher link = Pattern.compile("</api/reports/corrections\\?cursor=([^&>]+)&import=sample>; rel=\"next\"")
                .matcher(first.headers().getOrDefault("link", ""));
        assertThat(link.matches()).as(first.headers().toString()).isTrue();
        Answer second = api.get("/api/reports/corrections", "import", World.IMPORT, "cursor", link.group(1));

        List<String> lines =
                Stream.concat(first.body().lines(), second.body().lines()).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith(World.guid(1));
        assertThat(lines.get(2)).startsWith(World.guid(5_190));
        assertThat(second.headers()).doesNotContainKey("link");
    }

    private JsonNode report() {
        Answer answer = api.get("/api/reports/quality");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<Integer> waiting(JsonNode review) {
        return review.path("items")
                .valueStream()
                .map(item -> Stream.iterate(1, row -> row + 1)
                        .filter(row ->
                                World.id(row).equals(item.path("ticket_id").asText()))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private void correct(int row, String body) {
        var event = ApiDriver.event("correct-analysis");
        event.setRawPath("/api/tickets/" + World.id(row) + "/analysis");
        event.setBody(body);
        Answer answer = api.send(event);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private void place(int row, Optional<Precision> precision) {
        Place place = precision
                .<Place>map(found -> new Place.Located(new Point(51.1, 71.4), found, "gazetteer", "Астана"))
                .orElseGet(() -> new Place.Unknown("gazetteer"));
        assertThat(world.tickets.place(ticket(row), place)).isEqualTo(WriteOutcome.WRITTEN);
    }

    private void analyse(
            int row, Language language, int priority, Provenance provenance, Confidence confidence, Doubt... doubts) {
        Analysis analysis = new Analysis(
                Category.CONSULTATION,
                Sentiment.NEUTRAL,
                priority,
                language,
                "ru",
                "Ответить.",
                provenance,
                confidence,
                Set.of(doubts),
                Optional.empty());
        assertThat(world.tickets.analyse(ticket(row), analysis)).isEqualTo(WriteOutcome.WRITTEN);
    }

    private static Provenance byModel(
            long promptTokens, long answerTokens, OptionalLong cost, long millis, boolean cached) {
        return Provenance.ofModel(
                "gpt-4o-mini",
                "classify/0",
                new Usage(promptTokens, answerTokens, cost, Duration.ofMillis(millis), cached));
    }

    private Ticket ticket(int row) {
        return world.tickets.find(World.id(row)).orElseThrow();
    }
}
