package kezek.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kezek.api.ApiDriver.Answer;
import kezek.api.imports.ImportRoutes;
import kezek.domain.Category;
import kezek.domain.Failure;
import kezek.domain.Ids;
import kezek.http.AnswerBudget;
import kezek.imports.ImportFile;
import kezek.waves.RowCounts;
import kezek.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiHandlerFunctionalTest {

    private final ApiDriver api = new ApiDriver();
    private final World world = api.world;

    @ParameterizedTest
    @CsvSource({
        "health,              200",
        "list-tickets,        200",
        "export-tickets,      200",
        "get-ticket,          200",
        "list-ticket-events,  200",
        "list-managers,       200",
        "list-business-units, 200",
        "dashboard-stats,     200",
        "balance-report,      200",
        "what-if,             200",
        "list-imports,        200",
        "get-import,          200",
        "create-upload,       201",
        "change-ticket,       200",
        "delete-ticket,       204",
        "process,             202",
        "list-prompts,         200",
        "list-prompt-versions, 200",
        "add-prompt-version,   201",
        "activate-prompt,      200",
        "correct-analysis,     409",
        "quality-report,       200",
        "export-corrections,   200",
    })
    void everyEventFile_getsItsAnswer(String name, int status) {
        world.imports.create(World.IMPORT, ApiDriver.NOW);
        api.add(1, 3);

        Answer answer = api.send(ApiDriver.event(name));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void route_isThatOfTheTable_orNone() {
        assertThat(api.handler.routes()).contains("GET /api/tickets/{id}").hasSizeGreaterThan(20);
        assertThat(api.handler.route("GET", "/api/tickets/7/")).contains("GET /api/tickets/{id}");
        assertThat(api.handler.route("PUT", "/api/tickets/7")).isEmpty();
        assertThat(api.handler.route("GET", "/api/ticket")).isEmpty();
    }

    @Test
    void unknownPath_is404_andKnownPathWithAnotherMethod_is405() {
        Answer unknown = api.get("/api/ticket");
        Answer wrongMethod = api.post("/api/managers", "{}");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.errorCode()).isEqualTo("NOT_FOUND");
        assertThat(unknown.errorMessage()).contains("docs/api.md");
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.errorCode()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(wrongMethod.headers()).containsEntry("allow", "GET");
        assertThat(api.post("/api/tickets/7", "{}").headers()).containsEntry("allow", "GET, PATCH, DELETE");
        assertThat(api.post("/api/tickets/export", "{}").headers()).containsEntry("allow", "GET");
    }

    @Test
    void path_mayEndInOneSlash() {
        assertThat(api.get("/api/managers/").status()).isEqualTo(200);
        assertThat(api.get("/api/tickets/export/").headers().get("content-type"))
                .startsWith("text/csv");
        assertThat(api.get("/api/managers//").status()).isEqualTo(404);
        assertThat(api.get("/api//managers").status()).isEqualTo(404);
        assertThat(api.get("/api/tickets//").errorMessage()).contains("no such path");
    }

    /// API Gateway passes decoded paths.
    @ParameterizedTest
    @ValueSource(strings = {"100%", "a+b", "a%41", "ноябрь 2026", "a  b", "%", "%zz"})
    void importId_isWhatThePathSays(String id) {
        world.imports.create(id, ApiDriver.NOW);

        Answer answer = api.get("/api/imports/" + id);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("id").asText()).isEqualTo(id);
    }

    @Test
    void percentSignInAPath_isNotDecodedAgain() {
        world.imports.create("A", ApiDriver.NOW);

        assertThat(api.get("/api/imports/%41").status()).isEqualTo(404);
        assertThat(api.get("/api/imports/" + "x".repeat(501)).errorMessage()).contains("500 characters");
    }

    @Test
    void pathBehindANamedStage_isFound() {
        var event = ApiDriver.event("health");
        event.setRawPath("/prod/health");
        event.getRequestContext().setStage("prod");

        assertThat(api.send(event).json().path("status").asText()).isEqualTo("ok");
    }

    @Test
    void ticket_showsEverythingAboutIt() {
        api.addRoster();
        api.add(1, 1);
        api.analyse(1, Category.COMPLAINT, "Разобраться.");
        api.assignAll("Ближайший офис.");

        JsonNode ticket = api.get("/api/tickets/" + World.id(1)).json();

        assertThat(ticket.at("/client_guid").asText()).isEqualTo(World.guid(1));
        assertThat(ticket.at("/birth_date").asText()).isEqualTo("1990-05-17");
        assertThat(ticket.at("/street").isNull()).isTrue();
        assertThat(ticket.at("/latitude").asDouble()).isEqualTo(51.1);
        assertThat(ticket.at("/created_at").asText()).isEqualTo("2026-03-01T10:00:01Z");
        assertThat(ticket.at("/stage").asText()).isEqualTo("ASSIGNED");
        assertThat(ticket.at("/import").asText()).isEqualTo("sample");
        assertThat(ticket.at("/ai_analysis/category").asText()).isEqualTo("Жалоба");
        assertThat(ticket.at("/ai_analysis/source").asText()).isEqualTo("rules");
        assertThat(ticket.at("/assignment/manager_name").asText()).isEqualTo("Асель");
        assertThat(ticket.at("/assignment/business_unit_name").asText()).isEqualTo("Астана");
        assertThat(ticket.at("/verdict/rule").asText()).isEqualTo("NEAREST");
        assertThat(ticket.at("/problem").isNull()).isTrue();
        assertThat(ticket.at("/attachment_key").asText()).isEqualTo("скан 1.png");
        assertThat(decoded(ticket.at("/attachment_url").asText()))
                .contains("/imports/sample/attachments/скан 1.png?")
                .contains("X-Amz-Expires=900");
    }

    @Test
    void newTicket_hasNoAnalysisAssignmentOrVerdict() {
        api.add(2, 2);

        JsonNode ticket = api.get("/api/tickets/" + World.id(2)).json();

        assertThat(List.of("ai_analysis", "assignment", "verdict", "latitude", "attachment_url"))
                .allSatisfy(
                        name -> assertThat(ticket.get(name).isNull()).as(name).isTrue());
    }

    @Test
    void unknownOrDeletedTicket_is404() {
        api.add(1, 1);
        api.bury(1);

        assertThat(api.get("/api/tickets/" + World.id(1)).status()).isEqualTo(404);
        assertThat(api.get("/api/tickets/nobody").errorCode()).isEqualTo("NOT_FOUND");
        assertThat(api.get("/api/tickets/" + "x".repeat(5_000)).status()).isEqualTo(404);
    }

    @Test
    void list_isNewestFirst_andItsCursorsLeadThroughAllTicketsOnce() {
        api.add(1, 45);
        api.journal();
        world.dynamoDb.pageAfter(2);

        List<Integer> rows = new ArrayList<>();
        String next = "";
        do {
            Answer page = api.get("/api/tickets", "size", "7", "cursor", next);
            assertThat(page.json().path("total").asInt()).isEqualTo(45);
            page.json().path("items").forEach(item -> rows.add(item.path("row").asInt()));
            next = page.json().path("next").isNull()
                    ? ""
                    : page.json().path("next").asText();
        } while (!next.isEmpty());

        assertThat(rows).hasSize(45).isSortedAccordingTo((one, other) -> other - one);
    }

    @Test
    void lastPage_hasNoNext_alsoWhenItIsExactlyFull() {
        api.add(1, 10);

        assertThat(api.get("/api/tickets", "size", "5").json().path("next").isNull())
                .isFalse();
        assertThat(api.get("/api/tickets", "size", "5", "page", "2")
                        .json()
                        .path("next")
                        .isNull())
                .isTrue();
        assertThat(api.get("/api/tickets", "size", "10").json().path("next").isNull())
                .isTrue();
    }

    @Test
    void numberedPages_showWhatCursorsShow() {
        api.add(1, 9);

        assertThat(rows(api.get("/api/tickets", "page", "1", "size", "4"))).containsExactly(9, 8, 7, 6);
        assertThat(rows(api.get("/api/tickets", "page", "3", "size", "4"))).containsExactly(1);
        assertThat(rows(api.get("/api/tickets", "page", "4", "size", "4"))).isEmpty();
    }

    @Test
    void import_isListedInFileOrder_withItsOwnTotal() {
        world.imports.create(World.IMPORT, ApiDriver.NOW);
        api.add(1, 20);
        api.journal();

        Answer first = api.get("/api/tickets", "import", "sample", "size", "12");
        Answer second = api.get(
                "/api/tickets",
                "import",
                "sample",
                "cursor",
                first.json().path("next").asText());

        assertThat(rows(first)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(rows(second)).containsExactly(13, 14, 15, 16, 17, 18, 19, 20);
        assertThat(first.json().path("total").asInt()).isEqualTo(20);
        assertThat(api.get("/api/tickets", "import", "sample", "segment", "VIP")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(10);
        assertThat(api.get("/api/tickets", "import", "unknown").status()).isEqualTo(404);
    }

    @Test
    void filters_narrowItemsAndTotalAlike() {
        api.addRoster();
        api.add(1, 6);
        api.analyse(2, Category.COMPLAINT, "");
        api.analyse(4, Category.CLAIM, "");
        api.analyse(5, Category.COMPLAINT, "");
        api.assignAll("");
        api.journal();

        Answer complaints = api.get("/api/tickets", "category", "жалоба");
        Answer vipComplaints =
                api.get("/api/tickets", "category", "Жалоба", "segment", "VIP", "status", "open", "office", "Астана");
        Answer byOfficeId = api.get("/api/tickets", "office", Ids.office("Астана"));

        assertThat(rows(complaints)).containsExactly(5, 2);
        assertThat(complaints.json().path("total").asInt()).isEqualTo(2);
        assertThat(rows(vipComplaints)).containsExactly(2);
        assertThat(vipComplaints.json().path("total").asInt()).isEqualTo(1);
        assertThat(rows(byOfficeId)).containsExactly(5, 4, 2);
        assertThat(rows(api.get("/api/tickets", "stage", "NEW"))).containsExactly(6, 3, 1);
    }

    @Test
    void ticketThatTheIndexStillShows_isLeftOutWhenItIsDeleted() {
        api.add(1, 3);
        var stale = world.dynamoDb.items().stream()
                .filter(item -> item.get("SK").s().equals("TICKET"))
                .filter(item -> item.get("row").n().equals("2"))
                .findFirst()
                .orElseThrow();
        api.bury(2);
        var tombstone = new HashMap<>(
                world.dynamoDb.partition("TICKET#" + World.id(2)).iterator().next());
        tombstone.put("list", stale.get("list"));
        tombstone.put("at", stale.get("at"));
        world.dynamoDb.putRaw(tombstone);

        assertThat(rows(api.get("/api/tickets"))).containsExactly(3, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "page,     0,        page",
        "page,     abc,      page",
        "page,     501,      cursor",
        "size,     201,      200",
        "category, Претензии, Претензия",
        "language, DE,       ENG",
        "stage,    DELETED,  UNASSIGNED",
        "status,   done,     CLOSED",
        "cursor,   ???,      next",
        "cursor,   eHg,      next",
        "colour,   red,      segment",
    })
    void badParameter_is400_andTheMessageNamesItAndTheRemedy(String name, String value, String remedy) {
        Answer answer = api.get("/api/tickets", name, value);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("BAD_PARAMETER");
        assertThat(answer.errorMessage()).contains('"' + name + '"').contains(remedy);
    }

    @Test
    void cursorOfAnotherList_orBesideAPage_is400() {
        world.imports.create(World.IMPORT, ApiDriver.NOW);
        api.add(1, 3);
        String cursor = api.get("/api/tickets", "size", "1").json().path("next").asText();

        assertThat(api.get("/api/tickets", "import", "sample", "cursor", cursor).errorMessage())
                .contains("another list");
        assertThat(api.get("/api/tickets", "page", "2", "cursor", cursor).errorMessage())
                .contains("\"cursor\"");
    }

    @Test
    void pageOfLongTexts_isCutAndGoesOnByCursor_butANumberedOneIsRefused() {
        for (int row = 1; row <= 60; row++) {
            api.add(row, "Mass", "ж\"".repeat(30_000));
        }

        Answer first = api.get("/api/tickets", "size", "60");
        Answer second = api.get(
                "/api/tickets",
                "size",
                "60",
                "cursor",
                first.json().path("next").asText());
        Answer numbered = api.get("/api/tickets", "size", "60", "page", "1");

        assertThat(AnswerBudget.sizeOf(first.body())).isLessThan(6_000_000);
        assertThat(rows(first)).hasSizeBetween(10, 59).startsWith(60, 59);
        assertThat(rows(second).getFirst()).isEqualTo(rows(first).getLast() - 1);
        assertThat(numbered.status()).isEqualTo(400);
        assertThat(numbered.errorMessage()).contains("\"size\"");
    }

    @Test
    void events_areATrail_andAnUnknownTicketHasNone() {
        api.add(1, 1);
        assertThat(api.get("/api/tickets/" + World.id(1) + "/events")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        api.journal();

        JsonNode events = api.get("/api/tickets/" + World.id(1) + "/events").json();

        assertThat(events.at("/items/0/type").asText()).isEqualTo("created");
        assertThat(events.at("/items/0/to_stage").asText()).isEqualTo("NEW");
        assertThat(events.at("/next").isNull()).isTrue();
        assertThat(api.get("/api/tickets/nobody/events").status()).isEqualTo(404);
    }

    @Test
    void managersAndBusinessUnits_arePlainArrays() {
        api.addRoster();

        JsonNode managers = api.get("/api/managers").json();
        JsonNode units = api.get("/api/business-units").json();

        assertThat(managers.isArray()).isTrue();
        assertThat(managers.at("/0/name").asText()).isEqualTo("Асель");
        assertThat(managers.at("/0/skills").toString()).isEqualTo("[\"KZ\",\"VIP\"]");
        assertThat(managers.at("/0/current_load").asInt()).isEqualTo(3);
        assertThat(managers.at("/0/business_unit_known").asBoolean()).isTrue();
        assertThat(managers.at("/1/business_unit_known").asBoolean()).isFalse();
        assertThat(units.at("/0/latitude").asDouble()).isEqualTo(51.1);
        assertThat(units.at("/1/latitude").isNull()).isTrue();
    }

    @Test
    void stats_areSumsOverTheTickets() {
        api.addRoster();
        api.add(1, 4);
        api.analyse(1, Category.COMPLAINT, "");
        api.assignAll("");
        api.journal();

        JsonNode stats = api.get("/api/dashboard/stats").json();

        assertThat(stats.path("total_tickets").asInt()).isEqualTo(4);
        assertThat(stats.path("assigned_tickets").asInt()).isEqualTo(1);
        assertThat(stats.path("avg_priority").asDouble()).isEqualTo(7);
        assertThat(stats.at("/categories/Жалоба").asInt()).isEqualTo(1);
        assertThat(stats.at("/offices/Астана").asInt()).isEqualTo(1);
        assertThat(stats.at("/segments/VIP").asInt()).isEqualTo(2);
        assertThat(stats.at("/stages/NEW").asInt()).isEqualTo(3);
    }

    @Test
    void statsOfNothing_haveNoAverage() {
        JsonNode stats = api.get("/api/dashboard/stats").json();

        assertThat(stats.path("total_tickets").asInt()).isZero();
        assertThat(stats.path("avg_priority").isNull()).isTrue();
    }

    @Test
    void export_isOneFileOverItsPages() {
        world.imports.create(World.IMPORT, ApiDriver.NOW);
        api.addRoster();
        api.add(1, 1_005);
        api.analyse(1, Category.COMPLAINT, "=HYPERLINK(\"http://evil\")");
        api.assignAll("Ближайший офис, свободнее всех.");

        Answer first = api.get("/api/tickets/export", "import", "sample");
        Matcher link = Pattern.compile("</api/tickets/export\\?cursor=([^&>]+)&import=sample>; rel=\"next\"")
                .matcher(first.headers().getOrDefault("link", ""));
        assertThat(link.matches()).as(first.headers().toString()).isTrue();
        Answer second = api.get("/api/tickets/export", "import", "sample", "cursor", decoded(link.group(1)));

        List<String> lines = (first.body() + second.body()).lines().toList();
        assertThat(lines).hasSize(1_006);
        assertThat(lines.getFirst())
                .isEqualTo("\uFEFFguid,office,manager,position,category,sentiment,priority,language,segment,summary,"
                        + "reason,assigned_at");
        assertThat(lines.get(1))
                .isEqualTo(World.guid(1) + ",Астана,Асель,Главный специалист,Жалоба,Нейтральный,7,RU,Mass,"
                        + "\"'=HYPERLINK(\"\"http://evil\"\")\",\"Ближайший офис, свободнее всех.\","
                        + "2026-03-01T10:00:00Z");
        assertThat(lines.getLast()).startsWith(World.guid(1_005));
        assertThat(second.body()).doesNotContain("\uFEFF");
        assertThat(second.headers()).doesNotContainKey("link");
    }

    @Test
    void import_saysHowFarItIsAndWhatBecameOfItsRows() {
        ImportFile file = file("tickets.csv");
        world.imports.announce(World.IMPORT, Set.of("tickets", "managers"), ApiDriver.NOW);
        world.imports.begin(file);
        assertThat(api.get("/api/imports/sample").json().path("state").asText()).isEqualTo("reading");

        world.imports.beginPass(file, "tickets", ApiDriver.NOW);
        world.waves.open(World.IMPORT, World.RUN, 0);
        world.imports.reject(file, 2, "NO_KEY", "row 2 has no GUID");
        world.waves.seal(World.IMPORT, World.RUN, 0, new RowCounts(2, 1, 0, 1), ApiDriver.NOW);
        world.imports.finish(file, 4, RowCounts.NONE, ApiDriver.NOW);
        api.add(1, 2);
        api.analyse(1, Category.COMPLAINT, "");
        api.analyse(2, Category.COMPLAINT, "");
        api.journal();

        JsonNode found = api.get("/api/imports/sample").json();

        assertThat(found.path("state").asText()).isEqualTo("waiting");
        assertThat(found.at("/waiting_for/0/code").asText()).isEqualTo("ANNOUNCED_FILES_MISSING");
        assertThat(found.at("/waiting_for/1/code").asText()).isEqualTo("NO_USABLE_MANAGER");
        assertThat(found.at("/files/0/name").asText()).isEqualTo("tickets.csv");
        assertThat(found.at("/files/0/rows").asInt()).isEqualTo(4);
        assertThat(found.at("/files/0/accepted").asInt()).isEqualTo(2);
        assertThat(found.at("/files/0/rejects/0/row").asInt()).isEqualTo(2);
        assertThat(found.at("/files/0/rejects/0/reason").asText()).isEqualTo("row 2 has no GUID");
        assertThat(found.at("/files/0/rejects_next").isNull()).isTrue();
        assertThat(found.at("/stages/ANALYSED").asInt()).isEqualTo(2);
        assertThat(found.path("closed_stages")).isEmpty();
        JsonNode listed = api.get("/api/imports").json();
        assertThat(listed.at("/items/0/state").asText()).isEqualTo("waiting");
        assertThat(listed.at("/items/0/files/0").has("rejects")).isFalse();
    }

    @Test
    void importWithAFileThatCannotBeRead_hasFailed_andSaysWhy() {
        ImportFile file = file("tickets.csv");
        world.imports.create(World.IMPORT, ApiDriver.NOW);
        world.imports.begin(file);
        world.imports.fail(file, new Failure("MISSING_COLUMN", "tickets.csv has no column"), ApiDriver.NOW);

        JsonNode found = api.get("/api/imports/sample").json();

        assertThat(found.path("state").asText()).isEqualTo("failed");
        assertThat(found.at("/files/0/error/code").asText()).isEqualTo("MISSING_COLUMN");
        assertThat(api.get("/api/imports/other").status()).isEqualTo(404);
    }

    @Test
    void manyRejects_areShownInParts() {
        ImportFile file = file("tickets.csv");
        world.imports.create(World.IMPORT, ApiDriver.NOW);
        world.imports.begin(file);
        for (int row = 1; row <= ImportRoutes.MAX_REJECTS + 2; row++) {
            world.imports.reject(file, row, "NO_KEY", "no key");
        }

        JsonNode first = api.get("/api/imports/sample").json().at("/files/0");
        JsonNode second = api.get(
                        "/api/imports/sample",
                        "rejects_after",
                        first.path("rejects_next").asText())
                .json()
                .at("/files/0");

        assertThat(first.path("rejects")).hasSize(ImportRoutes.MAX_REJECTS);
        assertThat(second.path("rejects")).hasSize(2);
        assertThat(second.path("rejects_next").isNull()).isTrue();
    }

    @Test
    void imports_areListedNewestFirst() {
        for (int number = 1; number <= 5; number++) {
            world.imports.create("import-" + number, ApiDriver.NOW.plusSeconds(number));
        }

        JsonNode first = api.get("/api/imports", "size", "3").json();
        JsonNode second =
                api.get("/api/imports", "cursor", first.path("next").asText()).json();

        assertThat(first.at("/items/0/id").asText()).isEqualTo("import-5");
        assertThat(first.path("total").asInt()).isEqualTo(5);
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void upload_givesAnAddressForEachFile_andAnnouncesTheKinds() {
        Answer answer = api.send(ApiDriver.event("create-upload"));

        JsonNode uploads = answer.json().path("uploads");
        assertThat(uploads).hasSize(4);
        assertThat(uploads.at("/2/key").asText()).isEqualTo("imports/sample/tickets.csv");
        assertThat(uploads.at("/2/kind").asText()).isEqualTo("tickets");
        assertThat(uploads.at("/2/method").asText()).isEqualTo("PUT");
        assertThat(uploads.at("/2/headers").toString()).isEqualTo("{\"content-type\":\"text/csv\"}");
        assertThat(uploads.at("/2/url").asText()).contains("X-Amz-Expires=900").contains("content-type%3Bhost");
        assertThat(uploads.at("/3/kind").isNull()).isTrue();
        assertThat(uploads.at("/3/headers/content-type").asText()).isEqualTo("image/png");
        assertThat(world.imports.find("sample").orElseThrow().announced())
                .containsExactlyInAnyOrder("business_units", "managers", "tickets");
    }

    @Test
    void uploadWithoutAnImport_getsANewOne_andAttachmentsLaterTakeNothingBack() {
        JsonNode made = api.post("/api/uploads", "{\"files\":[{\"name\":\"tickets.csv\"}]}")
                .json();
        String id = made.path("import").asText();

        api.post("/api/uploads", "{\"import\":\"" + id + "\",\"files\":[{\"name\":\"attachments/a.png\"}]}");

        assertThat(id).matches("[a-z0-9-]{1,64}");
        assertThat(world.imports.find(id).orElseThrow().announced()).containsExactly("tickets");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"files\":[]}",
                "{\"files\":[{\"name\":\"tickets.csv\"}],\"kind\":1}",
                "{\"import\":\"A b\",\"files\":[{\"name\":\"tickets.csv\"}]}",
                "{\"files\":[{\"name\":\"../tickets.csv\"}]}",
                "{\"files\":[{\"name\":\"tickets.CSV\"}]}",
                "{\"files\":[{\"name\":\"tickets.csv\",\"kind\":\"people\"}]}",
                "{\"files\":[{\"name\":\"tickets.csv\",\"kind\":\"managers\"}]}",
                "{\"files\":[{\"name\":\"march.csv\"}]}",
                "{\"files\":[{\"name\":\"attachments/tickets.csv\"}]}",
                "{\"files\":[{\"name\":\"attachments/../x.png\"}]}",
                "{\"files\":[{\"name\":\"tickets.csv\"},{\"name\":\"tickets.csv\"}]}",
                "{\"files\":[{\"name\":\"tickets.csv\",\"size\":3}]}"
            })
    void badBody_is400_andAnnouncesNothing(String body) {
        Answer answer = api.post("/api/uploads", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("BAD_BODY");
        assertThat(world.imports.list()).isEmpty();
    }

    @Test
    void bodyThatIsNoJsonByItsHeader_is415_andOneThatIsTooLong_is413() {
        var form = ApiDriver.event("create-upload");
        form.setHeaders(Map.of("content-type", "application/x-www-form-urlencoded"));

        assertThat(api.send(form).status()).isEqualTo(415);
        assertThat(api.post("/api/uploads", " ".repeat(300_000)).status()).isEqualTo(413);
    }

    @Test
    void busyStore_is503WithRetryAfter() {
        world.dynamoDb.answerStatus(503);

        Answer answer = api.get("/api/managers");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("retry-after", "2");
        assertThat(answer.errorCode()).isEqualTo("STORE_BUSY");
    }

    @Test
    void unexpectedError_is500_withoutInternals() {
        world.dynamoDb.answerStatus(400);

        Answer answer = api.get("/api/managers");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("Dynamo").contains("Zk3eXhP0liAEPqA=");
        assertThat(world.context.logged()).contains("Zk3eXhP0liAEPqA=").contains("DynamoDbException");
    }

    @Test
    void health_asksNobody() {
        world.dynamoDb.answerStatus(503);

        assertThat(api.get("/health").body()).isEqualTo("{\"status\":\"ok\"}");
    }

    private static ImportFile file(String name) {
        return new ImportFile(
                World.IMPORT,
                World.RUN,
                "imports/sample/" + name,
                "etag",
                "01",
                ApiDriver.NOW,
                Optional.empty(),
                ImportFile.State.READING,
                0,
                RowCounts.NONE,
                Optional.empty(),
                List.of(),
                ApiDriver.NOW);
    }

    private static List<Integer> rows(Answer answer) {
        List<Integer> rows = new ArrayList<>();
        answer.json().path("items").forEach(item -> rows.add(item.path("row").asInt()));
        return rows;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
