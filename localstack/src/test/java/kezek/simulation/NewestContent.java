package kezek.simulation;

import static kezek.pipeline.Items.key;
import static kezek.pipeline.Items.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kezek.csv.CsvReading;
import kezek.csv.Row;
import kezek.domain.Ids;
import kezek.pipeline.Items;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Compares the stored state at the end with the uploads. Each office, manager and ticket must be as in
/// the newest file that contains it, in any order of reading. A file that was abandoned may have been
/// read in part, so a newer file that is not read to its end is accepted too.
final class NewestContent {

    private final Items items;
    private final List<File> files = new ArrayList<>();
    private final Map<String, File> fileByRun = new HashMap<>();

    /// @param edition time and run; they are compared as text
    /// @param contentById the content of its accepted rows
    private record File(String edition, boolean isRead, Map<String, Object> contentById) {}

    NewestContent(Items items, Map<String, byte[]> contentBySequencer) {
        this.items = items;
        for (var stored : items.like("IMPORT#", "FILE#")) {
            File file = new File(
                    text(stored, "srcTime") + text(stored, "run"),
                    text(stored, "state").equals("READ"),
                    contents(contentBySequencer.get(text(stored, "sequencer")), text(stored, "key")));
            files.add(file);
            fileByRun.put(text(stored, "run"), file);
        }
    }

    void check() {
        for (var ticket : items.like("TICKET#", "TICKET")) {
            boolean isSeenAgain = ticket.containsKey("seenTime");
            isNewest(
                    ticket,
                    text(ticket, isSeenAgain ? "seenTime" : "srcTime"),
                    text(ticket, isSeenAgain ? "seenRun" : "run"),
                    text(ticket, "hash"));
        }
        for (var office : items.like("ROSTER", "OFFICE#")) {
            isNewest(office, text(office, "srcTime"), text(office, "run"), text(office, "address"));
        }
        for (var manager : items.like("ROSTER", "MANAGER#")) {
            isNewest(manager, text(manager, "srcTime"), text(manager, "run"), managerContent(manager));
        }
    }

    private void isNewest(Map<String, AttributeValue> item, String time, String run, Object content) {
        String id = text(item, "id");
        boolean isDeleted = text(item, "stage").equals("DELETED");
        // A deletion is newer than every file of the same moment that was read before it.
        String edition = time + (isDeleted ? "~" : run);
        Stream<String> editions = files.stream()
                .filter(file -> file.isRead() && file.contentById().containsKey(id))
                .map(File::edition);
        assertThat(editions).as("the files that have " + key(item)).allMatch(each -> each.compareTo(edition) <= 0);
        if (!isDeleted) {
            assertThat(content)
                    .as("what is stored of " + key(item))
                    .isEqualTo(fileByRun.get(run).contentById().get(id));
        }
    }

    private static Object managerContent(Map<String, AttributeValue> manager) {
        List<String> skills = manager.containsKey("skills")
                ? manager.get("skills").ss().stream().sorted().toList()
                : List.of();
        return List.of(
                text(manager, "position"),
                skills,
                Integer.parseInt(manager.get("baseline").n()));
    }

    private static Map<String, Object> contents(byte[] file, String name) {
        Map<String, Object> contents = new HashMap<>();
        try (CsvReading reading = CsvReading.open(new ByteArrayInputStream(file), name)) {
            switch (reading.kind()) {
                case BUSINESS_UNITS ->
                    accepted(reading.offices().iterator())
                            .forEach(office -> contents.put(office.id(), office.address()));
                case MANAGERS ->
                    accepted(reading.managers().iterator())
                            .forEach(manager -> contents.put(
                                    manager.id(),
                                    List.of(
                                            manager.position(),
                                            manager.skills().stream().sorted().toList(),
                                            manager.baseline())));
                case TICKETS ->
                    accepted(reading.tickets(1))
                            .forEach(ticket -> contents.put(Ids.ticket(ticket.clientGuid()), ticket.fingerprint()));
            }
        }
        return contents;
    }

    private static <T> List<T> accepted(Iterator<Row<T>> rows) {
        List<T> accepted = new ArrayList<>();
        rows.forEachRemaining(row -> {
            if (row instanceof Row.Accepted<T> found) {
                accepted.add(found.value());
            }
        });
        return accepted;
    }
}
