package kezek.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import kezek.domain.Failure;
import kezek.domain.Ids;
import kezek.domain.Manager;
import kezek.domain.Office;
import kezek.domain.Ticket;
import kezek.imports.ImportFile;
import kezek.lambda.Log;
import kezek.table.WriteOutcome;
import kezek.waves.RowCounts;
import kezek.world.FakeBucket;
import kezek.world.World;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Puts files of managers, offices and tickets into the bucket of a [World], and reads them with an
/// [ImportReader]. People put files at moments of their choice; a test reads them in the order of its choice.
final class FileReadingDriver {

    static final Instant START = World.NOW;

    private static final String MANAGERS_HEADER = "ФИО,Должность ,Офис,Навыки,Количество обращений в работе\r\n";
    private static final String TICKETS_HEADER = "GUID клиента,Пол клиента,Дата рождения,Описание ,Вложения,"
            + "Сегмент клиента,Страна,Область,Населённый пункт,Улица,Дом\r\n";

    final World world = new World();

    private final ImportReader reader;
    private final FakeBucket bucket = new FakeBucket();
    private final Log log = Log.of(world.context);
    private final Map<String, Runnable> interruptions = new HashMap<>();
    private int files;

    FileReadingDriver() {
        reader = CompositionRoot.of(
                        world.settings,
                        world.messages,
                        bucket,
                        world.intercepted(this::call),
                        Partitioning.STANDARD,
                        world.time.execution())
                .reader();
    }

    /// A file of managers who all work in Астана.
    ///
    /// @param skills by name
    ImportFile managers(Instant time, Map<String, String> skills) {
        return put(
                "managers.csv",
                time,
                new TreeMap<>(skills)
                        .entrySet().stream()
                                .map(manager -> "%s,Специалист,Астана,\"%s\",0\r\n"
                                        .formatted(manager.getKey(), manager.getValue()))
                                .collect(Collectors.joining("", MANAGERS_HEADER, "")));
    }

    /// @param addresses by name
    ImportFile offices(Instant time, Map<String, String> addresses) {
        return put(
                "business_units.csv",
                time,
                new TreeMap<>(addresses)
                        .entrySet().stream()
                                .map(office -> "%s,\"%s\"\r\n".formatted(office.getKey(), office.getValue()))
                                .collect(Collectors.joining("", "Офис,Адрес\r\n", "")));
    }

    /// @param descriptions by GUID
    ImportFile tickets(Instant time, Map<String, String> descriptions) {
        return put(
                "tickets.csv",
                time,
                new TreeMap<>(descriptions)
                        .entrySet().stream()
                                .map(ticket -> "%s,,,%s,,Mass,Казахстан,,Астана,,\r\n"
                                        .formatted(ticket.getKey(), ticket.getValue()))
                                .collect(Collectors.joining("", TICKETS_HEADER, "")));
    }

    /// Each file has a key of its own, so none replaces another one.
    private ImportFile put(String name, Instant time, String content) {
        String number = "%04d".formatted(files++);
        String key = "imports/" + World.IMPORT + "/" + number + "/" + name;
        return new ImportFile(
                World.IMPORT,
                "run" + number,
                key,
                bucket.put(key, content.getBytes(StandardCharsets.UTF_8)),
                number,
                time,
                Optional.empty(),
                ImportFile.State.READING,
                0,
                RowCounts.NONE,
                Optional.empty(),
                List.of(),
                time);
    }

    /// Reads the file; once more, if it was read before.
    void read(ImportFile file) {
        reader.begin(file, () -> Duration.ofSeconds(60), log);
    }

    void readAll(ImportFile... files) {
        List.of(files).forEach(this::read);
    }

    /// Lets another reader in, once, right after the next call of this operation is answered.
    void afterNext(String operation, Runnable other) {
        interruptions.put(operation, other);
    }

    private Object call(String operation, Object request, Callable<Object> answer) throws Exception {
        Object answered = answer.call();
        Optional.ofNullable(interruptions.remove(operation)).ifPresent(Runnable::run);
        return answered;
    }

    Manager manager(String name) {
        return world.rosters.load().managers().stream()
                .filter(manager -> manager.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Office office(String name) {
        return world.rosters.load().offices().stream()
                .filter(office -> office.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Ticket ticket(String guid) {
        return world.tickets.find(Ids.ticket(guid)).orElseThrow();
    }

    void fail(String guid) {
        if (world.tickets.fail(ticket(guid), new Failure("STUCK_IN_GEOCODE", "it never came back"))
                == WriteOutcome.LOST) {
            throw new IllegalStateException("another writer changed the ticket");
        }
    }

    /// What became of the rows of a file of a single wave, or of a roster.
    RowCounts counts(ImportFile file) {
        return world.dynamoDb.partition("IMPORT#" + World.IMPORT).stream()
                .filter(item -> item.get("SK").s().startsWith("WAVE#" + file.run()))
                .findFirst()
                .map(wave -> new RowCounts(
                        number(wave, "accepted"),
                        number(wave, "unchanged"),
                        number(wave, "retried"),
                        number(wave, "rejected")))
                .orElseGet(() -> world.imports
                        .findFile(World.IMPORT, file.run())
                        .orElseThrow()
                        .counts());
    }

    private static int number(Map<String, AttributeValue> item, String name) {
        return Integer.parseInt(item.get(name).n());
    }
}
