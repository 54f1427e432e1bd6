package kezek.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kezek.csv.CsvReading;
import kezek.csv.Row;
import kezek.domain.Ids;
import kezek.domain.TicketContent;

/// Creates the files that people upload: changing rosters, and tickets that come again with the same or
/// another content. The texts are those of the sample.
final class Inputs {

    static final String OFFICES = "business_units.csv";
    static final String MANAGERS = "managers.csv";
    static final String TICKETS = "tickets.csv";

    private static final List<TicketContent> TEXTS = texts();
    private static final List<String> HUBS = List.of("Астана", "Алматы");
    private static final List<String> TOWNS =
            List.of("Астана", "Алматы", "Караганда", "Шымкент", "Актау", "Павлодар", "Костанай", "Тараз");
    private static final List<List<String>> SKILLS = List.of(
            List.of(),
            List.of("VIP"),
            List.of("KZ"),
            List.of("ENG"),
            List.of("VIP", "KZ"),
            List.of("VIP", "ENG", "KZ"));
    private static final List<String> POSITIONS = List.of("Специалист", "Ведущий специалист", "Главный специалист");

    private final Chaos chaos;
    private final int guids;
    private final List<String> offices = new ArrayList<>();
    private String unheardOfSkill;
    private final Map<String, Person> people = new LinkedHashMap<>();

    private record Person(String name, String office, String position, List<String> skills, int baseline) {}

    Inputs(Chaos chaos) {
        this.chaos = chaos;
        this.guids = chaos.between(40, 300);
        this.unheardOfSkill = chaos.happens(0.3) ? chaos.oneOf(List.of("VIP", "KZ", "ENG")) : "";
        openFirstOffices();
        for (int number = 1; number <= chaos.between(5, 12); number++) {
            hire();
        }
    }

    private static List<TicketContent> texts() {
        Path sample = Path.of("..").toAbsolutePath().normalize().resolve("events/sample/tickets.csv");
        try (InputStream content = Files.newInputStream(sample);
                CsvReading reading = CsvReading.open(content, TICKETS)) {
            List<TicketContent> texts = new ArrayList<>();
            reading.tickets(1).forEachRemaining(row -> {
                if (row instanceof Row.Accepted<TicketContent> accepted) {
                    texts.add(accepted.value());
                }
            });
            return List.copyOf(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Opens both hubs in every second run. In the others, missing hubs may be opened later.
    private void openFirstOffices() {
        offices.addAll(
                chaos.happens(0.5) ? HUBS : chaos.oneOf(List.of(List.of(), HUBS.subList(0, 1), HUBS.subList(1, 2))));
        offices.addAll(TOWNS.subList(HUBS.size(), HUBS.size() + chaos.between(offices.isEmpty() ? 1 : 0, 3)));
    }

    /// @return whether an office was opened
    private boolean openOffices() {
        List<String> missing =
                HUBS.stream().filter(hub -> !offices.contains(hub)).toList();
        if (!missing.isEmpty() && chaos.happens(0.4)) {
            return offices.addAll(chaos.happens(0.7) ? missing : missing.subList(0, 1));
        }
        return chaos.happens(0.2)
                && TOWNS.stream()
                        .filter(town -> !offices.contains(town) && !HUBS.contains(town))
                        .findFirst()
                        .filter(offices::add)
                        .isPresent();
    }

    /// Opens the missing hubs without changing any skill.
    void openHubs() {
        HUBS.stream().filter(hub -> !offices.contains(hub)).forEach(offices::add);
    }

    private void hire() {
        String name = "Менеджер " + (people.size() + 1);
        people.put(name, new Person(name, chaos.oneOf(offices), position(), skills(), chaos.below(4)));
    }

    private List<String> skills() {
        return chaos.oneOf(SKILLS).stream()
                .filter(skill -> !skill.equals(unheardOfSkill))
                .toList();
    }

    private String position() {
        return chaos.oneOf(POSITIONS);
    }

    /// Changes the skills and workload of a few managers, and may add one, possibly in a new office.
    ///
    /// @return whether an office is new
    boolean changeRoster() {
        if (chaos.happens(0.1)) {
            unheardOfSkill = "";
        }
        List<String> names = new ArrayList<>(people.keySet());
        for (int changes = chaos.between(1, 4); changes > 0; changes--) {
            people.computeIfPresent(
                    chaos.oneOf(names),
                    (name, person) -> new Person(name, person.office(), position(), skills(), chaos.below(6)));
        }
        boolean isOfficeNew = openOffices();
        if (people.size() < 20 && chaos.happens(0.3)) {
            hire();
        }
        return isOfficeNew;
    }

    byte[] officesFile() {
        return csv(
                List.of("Офис", "Адрес"),
                offices.stream()
                        .map(office -> List.of(office, "ул. Абая, " + office.length()))
                        .toList());
    }

    byte[] managersFile() {
        return csv(
                List.of("ФИО", "Должность ", "Офис", "Навыки", "Количество обращений в работе"),
                people.values().stream()
                        .map(person -> List.of(
                                person.name(),
                                person.position(),
                                person.office(),
                                String.join(", ", new TreeSet<>(person.skills())),
                                Integer.toString(person.baseline())))
                        .toList());
    }

    /// @return the id of a ticket that may have been imported
    String someTicketId() {
        return Ids.ticket(guid(chaos.below(guids)));
    }

    /// @return the id of a manager who may have been imported
    String someManagerId() {
        Person person = chaos.oneOf(List.copyOf(people.values()));
        return Ids.manager(person.name(), person.office());
    }

    /// @param least lowest number of rows
    byte[] ticketsFile(int least, int most) {
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(0, guids).boxed().toList());
        Collections.shuffle(numbers, chaos.random());
        List<List<String>> rows = numbers.stream()
                .limit(chaos.between(least, most))
                .map(this::ticket)
                .collect(Collectors.toCollection(ArrayList::new));
        if (chaos.happens(0.2)) {
            rows.add(ticket(numbers.getFirst()));
        }
        if (chaos.happens(0.1)) {
            rows.add(row("", TEXTS.getFirst(), "Mass", "Казахстан", "Астана"));
        }
        return csv(
                List.of(
                        "GUID клиента",
                        "Пол клиента",
                        "Дата рождения",
                        "Описание ",
                        "Вложения",
                        "Сегмент клиента",
                        "Страна",
                        "Область",
                        "Населённый пункт",
                        "Улица",
                        "Дом"),
                rows);
    }

    /// Returns one of the few contents that this client ever sends.
    private List<String> ticket(int number) {
        int variant = chaos.happens(0.7) ? 0 : chaos.between(1, 2);
        TicketContent text = TEXTS.get((number * 7 + variant * 31) % TEXTS.size());
        String segment = List.of("Mass", "Mass", "VIP", "Priority").get((number + variant) % 4);
        boolean isForeign = (number + variant) % 5 == 0;
        boolean isUnknown = number % 7 == 3;
        return row(
                guid(number),
                text,
                segment,
                isForeign ? "Германия" : "Казахстан",
                isUnknown ? "Нигдебург" : TOWNS.get((number * 3 + variant) % TOWNS.size()));
    }

    private static String guid(int number) {
        return new UUID(0x4000L | number, 0x8000_0000_0000_0000L | number).toString();
    }

    private static List<String> row(String guid, TicketContent text, String segment, String country, String city) {
        return List.of(guid, "", "", text.description(), text.attachment(), segment, country, "", city, "", "");
    }

    private static byte[] csv(List<String> header, List<List<String>> rows) {
        StringBuilder text = new StringBuilder(line(header));
        rows.forEach(row -> text.append(line(row)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", "\r\n"));
    }
}
