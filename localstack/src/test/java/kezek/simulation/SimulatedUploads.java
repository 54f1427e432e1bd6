package kezek.simulation;

import static kezek.pipeline.Items.key;
import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3BucketEntity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3Entity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.UserIdentityEntity;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kezek.csv.CsvReading;
import kezek.csv.Row;
import kezek.domain.Ids;
import kezek.domain.TicketContent;
import kezek.imports.ImportRecord;
import kezek.imports.ImportStore;
import kezek.pipeline.Items;
import kezek.table.Table;
import kezek.testing.FakeDynamoDb;

/// The actions of people: they upload files again and again, and sometimes take care of what was given
/// up.
final class SimulatedUploads {

    private static final Map<String, String> KINDS =
            Map.of(Inputs.OFFICES, "business_units", Inputs.MANAGERS, "managers", Inputs.TICKETS, "tickets");

    private final Scheduler scheduler;
    private final Chaos chaos;
    private final SimulatedDeployment deployment;
    private final Inputs inputs;
    private final List<String> imports = new ArrayList<>();
    private final List<Runnable> promised = new ArrayList<>();
    private final Map<String, byte[]> contentBySequencer = new HashMap<>();
    private final List<Operation> operations = List.of(
            new Operation("import tickets", 5, this::importTickets),
            new Operation("import a changed roster", 3, this::importChangedRoster),
            new Operation("import everything", 1, this::importEverything),
            new Operation("replace a file", 1, this::replaceTickets),
            new Operation("redrive", 1, () -> deployment().redrive()),
            new Operation("close", 4, () -> change("{\"status\": \"CLOSED\"}")),
            new Operation("reopen", 4, () -> change("{\"status\": \"OPEN\"}")),
            new Operation("close and reopen", 2, () -> closeAndReopen()),
            new Operation("give", 3, () -> give("")),
            new Operation("give against the rules", 2, () -> give(", \"override\": true, \"reason\": \"she knows\"")),
            new Operation("reopen and give", 2, () -> give(", \"status\": \"OPEN\"")),
            new Operation("correct", 4, this::correct),
            new Operation("correct while the roster changes", 1, () -> correctUnderAChangingRoster()),
            new Operation("confirm", 1, () -> correct("{}")),
            new Operation("delete", 2, () -> request("DELETE", "/api/tickets/" + inputs().someTicketId(), "")),
            new Operation("try everything again", 1, () -> request("POST", "/api/process", "")));

    /// An action of a person.
    ///
    /// @param weight relative frequency
    private record Operation(String name, int weight, Runnable action) {}

    SimulatedUploads(Scheduler scheduler, Chaos chaos, SimulatedDeployment deployment, Inputs inputs) {
        this.scheduler = scheduler;
        this.chaos = chaos;
        this.deployment = deployment;
        this.inputs = inputs;
    }

    private SimulatedDeployment deployment() {
        return deployment;
    }

    private Inputs inputs() {
        return inputs;
    }

    private void change(String body) {
        request("PATCH", "/api/tickets/" + inputs.someTicketId(), body);
    }

    private void give(String more) {
        change("{\"manager_id\": \"" + inputs.someManagerId() + "\"" + more + "}");
    }

    /// Corrects one or two fields of an analysis.
    private void correct() {
        String language = "\"language\": \"" + chaos.oneOf(List.of("RU", "KZ", "ENG")) + "\"";
        String category = "\"category\": \"" + chaos.oneOf(List.of("Смена данных", "Консультация")) + "\"";
        String priority = "\"priority\": " + chaos.between(1, 10);
        correct("{"
                + chaos.oneOf(
                        List.of(language, category, priority, language + ", " + category, category + ", " + priority))
                + "}");
    }

    private void correct(String body) {
        request("PATCH", "/api/tickets/" + inputs.someTicketId() + "/analysis", body);
    }

    /// Closes and reopens some tickets. Each moves to another wave while a planner may already have read
    /// it.
    private void closeAndReopen() {
        for (int tickets = 0; tickets < 6; tickets++) {
            String path = "/api/tickets/" + inputs.someTicketId();
            request("PATCH", path, "{\"status\": \"CLOSED\"}");
            request("PATCH", path, "{\"status\": \"OPEN\"}");
        }
    }

    private void correctUnderAChangingRoster() {
        importChangedRoster();
        for (int times = 0; times < 5; times++) {
            correct();
        }
    }

    private void request(String method, String path, String body) {
        deployment.request(method, path, body);
    }

    /// Runs one of the operations that change the data of planners.
    void disturb() {
        switch (chaos.below(7)) {
            case 0 -> importChangedRoster();
            case 1 -> importTickets();
            case 2 -> give("");
            case 3 -> correct();
            case 4 -> closeAndReopen();
            case 5 -> correctUnderAChangingRoster();
            default -> change("{\"status\": \"CLOSED\"}");
        }
    }

    void doSomething() {
        int drawn = chaos.below(operations.stream().mapToInt(Operation::weight).sum());
        for (Operation operation : operations) {
            drawn -= operation.weight();
            if (drawn < 0) {
                operation.action().run();
                return;
            }
        }
    }

    /// Imports the three announced files in any order. Some are uploaded later.
    void importEverything() {
        String name = newImport();
        scheduler.invoke(
                "announce",
                Duration.ofSeconds(29),
                invocation -> {
                    new ImportStore(deployment.table())
                            .announce(
                                    name,
                                    Set.copyOf(KINDS.values()),
                                    scheduler.clock().instant());
                    return "announced";
                },
                outcome -> {});
        List<Runnable> files = new ArrayList<>(List.of(
                () -> put(name, Inputs.OFFICES, inputs.officesFile()),
                () -> put(name, Inputs.MANAGERS, inputs.managersFile()),
                () -> put(name, Inputs.TICKETS, inputs.ticketsFile(1, 60))));
        Collections.shuffle(files, chaos.random());
        promised.addAll(files);
        keepSomePromises();
    }

    private void keepSomePromises() {
        while (!promised.isEmpty() && chaos.happens(0.9)) {
            promised.removeFirst().run();
        }
    }

    /// Uploads every announced file that is missing, and the roster once more, as an operator would.
    void keepPromises() {
        promised.forEach(Runnable::run);
        promised.clear();
        String name = newImport();
        put(name, Inputs.OFFICES, inputs.officesFile());
        put(name, Inputs.MANAGERS, inputs.managersFile());
    }

    /// Uploads the announced files of imports that wait for them.
    ///
    /// @return whether an import waited
    boolean supplyWhatIsMissing(FakeDynamoDb table) {
        ImportStore stored = new ImportStore(new Table(table, "table"));
        boolean isSupplied = false;
        for (String name : List.copyOf(imports)) {
            Set<String> missing =
                    stored.findFiles(name).map(ImportRecord::missingKinds).orElse(Set.of());
            for (String file : List.of(Inputs.OFFICES, Inputs.MANAGERS, Inputs.TICKETS)) {
                if (missing.contains(KINDS.get(file))) {
                    put(name, file, content(file));
                    isSupplied = true;
                }
            }
        }
        return isSupplied;
    }

    private byte[] content(String file) {
        return switch (file) {
            case Inputs.OFFICES -> inputs.officesFile();
            case Inputs.MANAGERS -> inputs.managersFile();
            default -> inputs.ticketsFile(1, 20);
        };
    }

    void importTickets() {
        keepSomePromises();
        put(newImport(), Inputs.TICKETS, inputs.ticketsFile(1, 90));
    }

    private void replaceTickets() {
        put(chaos.oneOf(imports), Inputs.TICKETS, inputs.ticketsFile(1, 40));
    }

    void importChangedRoster() {
        boolean isOfficeNew = inputs.changeRoster();
        String name = chaos.happens(0.5) ? newImport() : chaos.oneOf(imports);
        if (isOfficeNew ? chaos.happens(0.9) : chaos.happens(0.4)) {
            put(name, Inputs.OFFICES, inputs.officesFile());
        }
        put(name, Inputs.MANAGERS, inputs.managersFile());
    }

    /// Opens both hubs for the rest of the run.
    void openHubs() {
        inputs.openHubs();
        put(newImport(), Inputs.OFFICES, inputs.officesFile());
    }

    private String newImport() {
        String name = "import-" + (imports.size() + 1);
        imports.add(name);
        return name;
    }

    private void put(String importName, String file, byte[] content) {
        String key = "imports/" + importName + "/" + file;
        String sequencer = String.format(Locale.ROOT, "%016X", contentBySequencer.size() + 1);
        contentBySequencer.put(sequencer, content);
        String etag = "etag-" + sequencer;
        deployment.s3().put(key, etag, content);
        deployment.announceObject(event(key, etag, sequencer, content.length));
    }

    private S3Event event(String key, String etag, String sequencer, long size) {
        return new S3Event(List.of(new S3EventNotificationRecord(
                "eu-central-1",
                "ObjectCreated:Put",
                "aws:s3",
                Instant.ofEpochMilli(scheduler.nowMillis()).toString(),
                "2.1",
                null,
                null,
                new S3Entity(
                        "upload",
                        new S3BucketEntity("bucket", new UserIdentityEntity("people"), "arn:aws:s3:::bucket"),
                        new S3ObjectEntity(key, size, etag, "", sequencer),
                        "1.0"),
                new UserIdentityEntity("people"))));
    }

    /// Checks that every row of a file that was read has an outcome, and every accepted ticket exists.
    void checkThatNoRowIsLost(Items items) {
        Set<String> stored = items.like("TICKET#", "TICKET").stream()
                .map(ticket -> text(ticket, "id"))
                .collect(Collectors.toSet());
        for (var file : items.like("IMPORT#", "FILE#")) {
            if (!text(file, "state").equals("READ") || !text(file, "kind").equals("tickets")) {
                continue;
            }
            List<Row<TicketContent>> rows = rows(contentBySequencer.get(text(file, "sequencer")));
            assertThat(number(file, "position")).as("rows of " + key(file)).isEqualTo(rows.size());
            Set<String> accepted = new TreeSet<>();
            rows.forEach(row -> {
                if (row instanceof Row.Accepted<TicketContent> found) {
                    accepted.add(Ids.ticket(found.value().clientGuid()));
                }
            });
            assertThat(stored).as("tickets of " + key(file)).containsAll(accepted);
        }
    }

    /// Checks that the stored state is that of the newest files, see [NewestContent].
    void checkThatTheNewestFileCounts(Items items) {
        new NewestContent(items, contentBySequencer).check();
    }

    private static List<Row<TicketContent>> rows(byte[] content) {
        try (CsvReading reading = CsvReading.open(new ByteArrayInputStream(content), Inputs.TICKETS)) {
            List<Row<TicketContent>> rows = new ArrayList<>();
            reading.tickets(1).forEachRemaining(rows::add);
            return rows;
        }
    }
}
