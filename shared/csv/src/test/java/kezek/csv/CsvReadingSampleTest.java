package kezek.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kezek.domain.TicketContent;
import kezek.testing.EventFiles;
import org.junit.jupiter.api.Test;

/// The sample must import without rejected rows. Its roster must keep the gaps that make the sample
/// interesting.
class CsvReadingSampleTest {

    @Test
    void everyRowOfTheSample_isAccepted() {
        assertThat(offices()).hasSize(16);
        assertThat(managers()).hasSize(49);
        assertThat(tickets()).hasSize(72);
    }

    @Test
    void oneManager_belongsToAnOfficeThatIsNotThere() {
        Set<String> officeIds = offices().stream().map(OfficeRow::id).collect(Collectors.toSet());

        assertThat(managers())
                .filteredOn(manager -> !officeIds.contains(manager.officeId()))
                .extracting(ManagerRow::officeName)
                .containsExactly("Туркестан");
    }

    @Test
    void noChief_hasBothVipAndEnglish() {
        assertThat(managers())
                .filteredOn(manager -> manager.position().startsWith("Глав"))
                .hasSizeGreaterThan(10)
                .noneMatch(manager -> manager.skills().containsAll(Set.of("VIP", "ENG")));
    }

    @Test
    void everyAttachmentOfTheSample_isThere() {
        assertThat(tickets())
                .extracting(TicketContent::attachment)
                .filteredOn(attachment -> !attachment.isEmpty())
                .hasSize(4)
                .allSatisfy(attachment -> assertThat(Files.exists(EventFiles.path("sample/attachments/" + attachment)))
                        .as(attachment)
                        .isTrue());
    }

    private static List<OfficeRow> offices() {
        try (CsvReading reading = open("business_units.csv")) {
            return accepted(reading.offices());
        }
    }

    private static List<ManagerRow> managers() {
        try (CsvReading reading = open("managers.csv")) {
            return accepted(reading.managers());
        }
    }

    private static List<TicketContent> tickets() {
        try (CsvReading reading = open("tickets.csv")) {
            List<Row<TicketContent>> rows = new ArrayList<>();
            reading.tickets(1).forEachRemaining(rows::add);
            return accepted(rows);
        }
    }

    private static CsvReading open(String name) {
        return CsvReading.open(EventFiles.open("sample/" + name), name);
    }

    private static <T> List<T> accepted(List<Row<T>> rows) {
        List<T> values = new ArrayList<>();
        for (Row<T> row : rows) {
            switch (row) {
                case Row.Accepted<T>(int number, T value) -> values.add(value);
                case Row.Rejected<T> rejected -> throw new AssertionError(rejected.toString());
            }
        }
        return values;
    }
}
