package kezek.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kezek.api.imports.SignedUrls;
import kezek.domain.Address;
import kezek.domain.Category;
import kezek.domain.Edition;
import kezek.domain.Ids;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.domain.Workload;
import kezek.execution.ExecutionContext;
import kezek.figures.JournalStore;
import kezek.figures.TicketChange;
import kezek.figures.TicketSnapshot;
import kezek.http.Json;
import kezek.testing.Analyses;
import kezek.waves.ReadyTicket;
import kezek.world.World;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Calls the API like a client. It also fills the [World] behind the API with the data that the API
/// shows: clients with all fields, and managers with names.
final class ApiDriver {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    final World world = new World(NOW);
    final ApiHandler handler = new ApiHandler(
            world.table, urls(), world.queues, ExecutionContext.real().withClock(world.time));

    static SignedUrls urls() {
        return new SignedUrls(
                S3Presigner.builder()
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                        .build(),
                "bucket");
    }

    record Answer(int status, Map<String, String> headers, String body) {

        JsonNode json() {
            return Json.readStored(body);
        }

        String errorCode() {
            return json().at("/error/code").asText();
        }

        String errorMessage() {
            return json().at("/error/message").asText();
        }
    }

    Answer get(String path, String... query) {
        Map<String, String> parameters = new HashMap<>();
        for (int index = 0; index < query.length; index += 2) {
            parameters.put(query[index], query[index + 1]);
        }
        APIGatewayV2HTTPEvent event = event("list-managers");
        event.setRawPath(path);
        event.setQueryStringParameters(parameters.isEmpty() ? null : parameters);
        return send(event);
    }

    Answer post(String path, String body) {
        APIGatewayV2HTTPEvent event = event("create-upload");
        event.setRawPath(path);
        event.setBody(body);
        return send(event);
    }

    Answer patch(int row, String body) {
        APIGatewayV2HTTPEvent event = event("change-ticket");
        event.setRawPath("/api/tickets/" + World.id(row));
        event.setBody(body);
        return send(event);
    }

    Answer delete(String id) {
        APIGatewayV2HTTPEvent event = event("delete-ticket");
        event.setRawPath("/api/tickets/" + id);
        return send(event);
    }

    Answer send(APIGatewayV2HTTPEvent event) {
        APIGatewayV2HTTPResponse response = handler.handleRequest(event, world.context);
        return new Answer(response.getStatusCode(), response.getHeaders(), response.getBody());
    }

    static APIGatewayV2HTTPEvent event(String name) {
        return World.event("api/" + name + ".json", APIGatewayV2HTTPEvent.class);
    }

    /// Stores a new ticket. Row 1 has an attachment.
    Ticket add(int row, String segment, String description) {
        TicketContent content = new TicketContent(
                World.guid(row),
                "Женский",
                "1990-05-17",
                description,
                row == 1 ? "скан 1.png" : "",
                segment,
                new Address("Казахстан", "", "Астана", "", ""));
        return world.add(World.RUN, row, content);
    }

    void add(int first, int last) {
        for (int row = first; row <= last; row++) {
            add(row, row % 2 == 0 ? "VIP" : "Mass", "Вопрос " + row);
        }
    }

    void analyse(int row, Category category, String summary) {
        world.analyse(world.find(row), Analyses.byRules(category, 7, Language.RU, summary));
    }

    /// Publishes two offices, one without a location, and two managers, one of an unknown office.
    void addRoster() {
        Office nowhere = new Office(Ids.office("Нигде"), "Нигде", "", Optional.empty(), 2);
        Office astana = new Office(Ids.office("Астана"), "Астана", "пр. Мира, 1", Optional.of(World.ASTANA), 1);
        world.publishRoster(
                "r1",
                List.of(astana, nowhere),
                manager("Асель", "Астана", "Главный специалист", 1),
                manager("Берик", "Туркестан", "", 2));
    }

    /// Publishes another manager, or changes the skills of an existing one.
    Manager addManager(String name, Set<String> skills, Instant at) {
        Manager manager = new Manager(
                new ManagerProfile(Ids.manager(name, "Астана"), Ids.office("Астана"), "Астана", name, "", skills, 5),
                Workload.initial(4));
        world.rosters.save(manager, new Edition(at, ""));
        return world.manager(manager.id());
    }

    private static Manager manager(String name, String office, String position, int row) {
        return new Manager(
                new ManagerProfile(
                        Ids.manager(name, office),
                        Ids.office(office),
                        office,
                        name,
                        position,
                        Set.of("VIP", "KZ"),
                        row),
                Workload.initial(3));
    }

    /// Assigns every ready ticket to Асель.
    void assignAll(String reason) {
        for (ReadyTicket ready : world.waves.ready(World.WAVE)) {
            world.assign(world.find(ready.ticket().id()), Ids.manager("Асель", "Астана"), reason);
        }
    }

    /// Counts the current tickets, with one stream record for each.
    void journal() {
        List<TicketChange> changes = new ArrayList<>();
        for (Map<String, AttributeValue> item : world.dynamoDb.items()) {
            if (item.get("SK").s().equals("TICKET")) {
                Map<String, String> fields = new HashMap<>();
                item.forEach((name, value) -> {
                    if (value.s() != null || value.n() != null) {
                        fields.put(name, value.s() != null ? value.s() : value.n());
                    }
                });
                changes.add(TicketChange.of(NOW, Optional.empty(), Optional.of(TicketSnapshot.of(fields))));
            }
        }
        JournalStore journal = new JournalStore(world.table);
        JournalStore.parts(changes).forEach(journal::record);
    }

    /// Replaces a ticket by its tombstone.
    void bury(int row) {
        world.dynamoDb.putRaw(Map.of(
                "PK", AttributeValue.fromS("TICKET#" + World.id(row)),
                "SK", AttributeValue.fromS("TICKET"),
                "id", AttributeValue.fromS(World.id(row)),
                "rev", AttributeValue.fromN("2"),
                "version", AttributeValue.fromN("9"),
                "stage", AttributeValue.fromS("DELETED"),
                "srcTime", AttributeValue.fromS("2026-03-01T12:00:00.000Z")));
    }
}
