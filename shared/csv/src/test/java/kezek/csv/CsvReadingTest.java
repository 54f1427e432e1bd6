package kezek.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import kezek.domain.Address;
import kezek.domain.TicketContent;
import kezek.testing.EventFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReadingTest {

    private static final String HEADER =
            "GUID клиента,Пол клиента,Дата рождения,Описание ,Вложения,Сегмент клиента,Страна,Область,Населённый пункт,Улица,Дом\r\n";

    @Test
    void uglyTickets_acceptsGoodRowsAsStored() {
        assertThat(accepted(tickets("files/tickets-ugly.csv", 1)))
                .containsExactly(
                        new TicketContent(
                                "5e1f0001-0000-4000-8000-000000000001",
                                "Женский",
                                "1998-10-02",
                                "Здравствуйте.\nНе приходит код «из СМС»,\n\nпомогите \"срочно\"",
                                "",
                                "Mass",
                                new Address("Казахстан", "Абайская", "Семей", "ул. Мира", "7")),
                        new TicketContent(
                                "5e1f0002-0000-4000-8000-000000000001",
                                "Мужской",
                                "1998-10-02",
                                "Тариф\u00a0«Премьер»: сколько стоит?",
                                "",
                                "VIP",
                                new Address("Казахстан", "", "Алматы", "", "")),
                        new TicketContent(
                                "5e1f0003-0000-4000-8000-000000000001",
                                "Мужской",
                                "1990-02-28",
                                "Исправленная строка: отклонённая ключа не занимает",
                                "",
                                "Mass",
                                new Address("Казахстан", "", "Алматы", "", "")),
                        new TicketContent(
                                "5e1f0005-0000-4000-8000-000000000001",
                                "Женский",
                                "1971-04-22",
                                "Короткая строка",
                                "",
                                "",
                                Address.ofTown("")),
                        new TicketContent(
                                "5e1f0006-0000-4000-8000-000000000001",
                                "",
                                "1971-04-22",
                                "",
                                "фото.png",
                                "Priority",
                                Address.ofTown("")));
    }

    @Test
    void uglyTickets_rejectsBadRowsWithNumberAndReason() {
        assertThat(rejected(tickets("files/tickets-ugly.csv", 1)))
                .containsExactly("3 NO_KEY", "4 BAD_DATE", "6 DUPLICATE", "7 WRONG_CELL_COUNT", "9 NO_KEY");
    }

    @Test
    void duplicate_namesTheRowThatCounts() {
        assertThat(tickets("files/tickets-ugly.csv", 1))
                .filteredOn(row -> row.row() == 6)
                .singleElement()
                .isInstanceOfSatisfying(
                        Row.Rejected.class, row -> assertThat(row.message()).contains("same key as row 1,"));
    }

    @Test
    void readingFromALaterRow_findsTheSameRowsAndDuplicates() {
        List<Row<TicketContent>> all = tickets("files/tickets-ugly.csv", 1);
        for (int firstRow = 1; firstRow <= all.size(); firstRow++) {
            assertThat(tickets("files/tickets-ugly.csv", firstRow)).isEqualTo(all.subList(firstRow - 1, all.size()));
        }
        assertThat(tickets("files/tickets-ugly.csv", all.size() + 1)).isEmpty();
    }

    @Test
    void uglyManagers_areKnownByNameAndOffice() {
        try (CsvReading reading = open("files/managers-ugly.csv")) {
            assertThat(reading.kind()).isEqualTo(FileKind.MANAGERS);
            List<Row<ManagerRow>> rows = reading.managers();
            assertThat(accepted(rows))
                    .containsExactly(
                            new ManagerRow(
                                    "Досжанова Айгерим", "Главный специалист", "Актобе", Set.of("VIP", "ENG", "KZ"), 3),
                            new ManagerRow(
                                    "Досжанова Айгерим",
                                    "Главный специалист",
                                    "Уральск",
                                    Set.of("VIP", "ENG", "KZ"),
                                    0),
                            new ManagerRow("Пак Виктор", "Специалист", "Актобе", Set.of(), 0),
                            new ManagerRow("Омаров Нурлан", "Глав спец", "Актобе", Set.of("KZ"), 4));
            assertThat(rejected(rows))
                    .containsExactly("4 BAD_LOAD", "5 BAD_LOAD", "6 NO_KEY", "7 DUPLICATE", "9 NO_KEY");
        }
    }

    @Test
    void uglyOffices_areKnownByName() {
        try (CsvReading reading = open("files/business_units-ugly.csv")) {
            assertThat(reading.kind()).isEqualTo(FileKind.BUSINESS_UNITS);
            List<Row<OfficeRow>> rows = reading.offices();
            assertThat(accepted(rows))
                    .containsExactly(
                            new OfficeRow("Актобе", "пр-т Абая, 1, БЦ \"Каспий\", 3 этаж"),
                            new OfficeRow("Уральск", ""));
            assertThat(rejected(rows)).containsExactly("3 DUPLICATE", "4 NO_KEY");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "files/tickets-semicolon.csv, 'Сумма 1,5 млн, и точка; нет', 'ул. Мира, 7'",
        "files/tickets-tab.csv, 'Сумма 1,5 млн', ''",
        "files/tickets-other-header.csv, Текст, ''"
    })
    void separatorAndOrderOfColumns_areTakenFromTheHeader(String file, String description, String street) {
        assertThat(accepted(tickets(file, 1))).singleElement().satisfies(content -> {
            assertThat(content.description()).isEqualTo(description);
            assertThat(content.address().city()).isEqualTo("Семей");
            assertThat(content.address().street()).isEqualTo(street);
        });
    }

    /// Users see these messages after uploading a wrong file, so the messages are part of the contract.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "files/tickets-windows-1251.csv | NOT_UTF8 | tickets-windows-1251.csv is not UTF-8 in its header row",
                "files/tickets-utf-16.csv | NOT_UTF8 | tickets-utf-16.csv is not UTF-8 in its header row",
                "files/tickets-utf-16-no-mark.csv | NOT_UTF8 | Save As, \"CSV UTF-8 (comma delimited)\"",
                "files/tickets-one-bad-byte.csv | NOT_UTF8 | tickets-one-bad-byte.csv is not UTF-8 in row 3",
                "files/tickets-unclosed-quote.csv | BROKEN_CSV | tickets-unclosed-quote.csv breaks off in row 2: ",
                "files/tickets-after-quote.csv | BROKEN_CSV | tickets-after-quote.csv breaks off in row 1: ",
                "files/other-kind/tickets.csv | OTHER_KIND | tickets.csv has the columns of managers.csv; expected those of"
                        + " tickets.csv: \"GUID клиента\"",
                "files/missing-column/tickets.csv | MISSING_COLUMN | tickets.csv has no column \"GUID клиента\"; found:"
                        + " \"Клиент\", \"Пол клиента\"",
                "files/no-header/tickets.csv | MISSING_COLUMN | its first row does not look like a header; see README",
                "files/repeated-column.csv | REPEATED_COLUMN | repeated-column.csv has the column \"Офис\" twice",
                "files/unknown-kind.csv | UNKNOWN_KIND | unknown-kind.csv is none of the three files",
                "files/empty.csv | EMPTY_FILE | empty.csv is empty",
                "files/blank.csv | EMPTY_FILE | blank.csv is empty",
                "files/header-only.csv | NO_ROWS | header-only.csv has a header but no rows"
            })
    void unreadableFile_failsAsAWholeAndSaysWhatToDo(String file, String code, String message) {
        UnreadableFile failure = catchThrowableOfType(UnreadableFile.class, () -> readWhole(file));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessageContaining(message).hasMessageContaining("; ");
    }

    @Test
    void fileWithoutHeader_doesNotShowTheFirstClient() {
        assertThatThrownBy(() -> readWhole("files/no-header/tickets.csv"))
                .hasMessageNotContaining("Секрет")
                .hasMessageNotContaining("5e1f0023");
    }

    @Test
    void knownNameOverAnyPath_saysTheKind() {
        assertThat(FileKind.ofFileName("imports/2026/TICKETS.CSV")).contains(FileKind.TICKETS);
        assertThat(FileKind.ofFileName("C:\\выгрузка\\managers.csv")).contains(FileKind.MANAGERS);
        assertThat(FileKind.ofFileName("my-tickets.csv")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1998-10-02 0:00",
                "1998-10-02",
                "1998-10-02 00:00:00",
                "02.10.1998",
                "2.10.1998 0:00",
                "1998-10-02T00:00:00Z",
                "1998-10-02T23:59:59.123+05:00"
            })
    void dates_inEveryFormatOfExports_becomeIso(String cell) {
        assertThat(accepted(ticketsOf(HEADER + "a,," + cell)))
                .extracting(TicketContent::birthDate)
                .containsExactly("1998-10-02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1998-13-01", "29.02.1999", "0:01", "10/02/1998", "1998-10-02 25:00", "вчера", "97-10-02"})
    void impossibleDates_rejectTheRowWithoutQuotingIt(String cell) {
        assertThat(ticketsOf(HEADER + "a,," + cell)).singleElement().isInstanceOfSatisfying(Row.Rejected.class, row -> {
            assertThat(row.reasonCode()).isEqualTo(Row.BAD_DATE);
            assertThat(row.message()).contains("Дата рождения").doesNotContain(cell);
        });
    }

    @Test
    void controlCharacters_areRemovedAndLineBreaksAreLineFeeds() {
        assertThat(accepted(ticketsOf(HEADER + "a,,,\"\u0001x\u0007\ty\r\nz\rw\u0085\"")))
                .extracting(TicketContent::description)
                .containsExactly("x\ty\nz\nw");
    }

    @Test
    void rowBeyondTheLimitInBytes_isRejectedAndClaimsNoKey() {
        String atLimit = "й".repeat(CsvReading.MAX_ROW_BYTES / 2 - 1);
        List<Row<TicketContent>> rows = ticketsOf(HEADER + "a,,," + atLimit + "xx\r\na,,," + atLimit + "x\r\n");

        assertThat(rejected(rows)).containsExactly("1 TOO_LARGE");
        assertThat(accepted(rows)).hasSize(1);
    }

    /// The reader accepts any segment and skill, because the rules define the valid ones.
    @Test
    void segmentAndSkillOfAnyName_areTaken() {
        assertThat(accepted(ticketsOf(HEADER + "a,,,x,,Gold")))
                .extracting(TicketContent::segment)
                .containsExactly("Gold");
        try (CsvReading reading = open(
                "ФИО,Должность,Офис,Навыки,Количество обращений в работе\nБерик,Специалист,Астана,gold / VIP,0\n",
                "managers.csv")) {
            assertThat(accepted(reading.managers()))
                    .extracting(ManagerRow::skills)
                    .containsExactly(Set.of("GOLD", "VIP"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s,Специалист,Астана,,0", "Берик,Специалист,%s,,0"})
    void nameThatIsTooLong_isRejectedWithItsColumnAndLength(String row) {
        String rows = "ФИО,Должность,Офис,Навыки,Количество обращений в работе\n"
                + row.formatted("й".repeat(Cells.MAX_KEY_CHARACTERS)) + "\n"
                + row.formatted("й".repeat(Cells.MAX_KEY_CHARACTERS + 1)) + "\n";

        try (CsvReading reading = open(rows, "managers.csv")) {
            List<Row<ManagerRow>> read = reading.managers();
            assertThat(accepted(read)).hasSize(1);
            assertThat(rejected(read)).containsExactly("2 TOO_LARGE");
            assertThat(read.getLast())
                    .isInstanceOfSatisfying(
                            Row.Rejected.class,
                            rejected -> assertThat(rejected.message()).contains("201", "200", "slipped"));
        }
    }

    @Test
    void cellsOfMoreThanAnyTextCanHave_endTheReadingInsteadOfTheMemory() {
        String endless = "\"" + "x".repeat(Records.MAX_CELL_CHARACTERS + 10_000);

        assertThatThrownBy(() -> ticketsOf(HEADER + "a,,,ok\r\nb,,," + endless))
                .isInstanceOfSatisfying(
                        UnreadableFile.class, e -> assertThat(e.code()).isEqualTo(UnreadableFile.BROKEN_CSV))
                .hasMessageContaining("row 2");
    }

    @Test
    void rosterOfMoreThanTheLimit_failsAsAWhole() {
        String offices = "Офис,Адрес\n"
                + "%s"
                        .repeat(CsvReading.MAX_ROSTER_ROWS)
                        .formatted(IntStream.range(0, CsvReading.MAX_ROSTER_ROWS)
                                .mapToObj(i -> "Офис " + i + ",x\n")
                                .toArray());

        try (CsvReading reading = open(offices, "business_units.csv")) {
            assertThat(accepted(reading.offices())).hasSize(CsvReading.MAX_ROSTER_ROWS);
        }
        try (CsvReading reading = open(offices + "Ещё,x", "business_units.csv")) {
            assertThatThrownBy(reading::offices)
                    .isInstanceOfSatisfying(
                            UnreadableFile.class, e -> assertThat(e.code()).isEqualTo(UnreadableFile.TOO_MANY_ROWS));
        }
    }

    @Test
    void manyRows_keepTheirKeysWhileTheTableGrows() {
        int count = 50_000;
        List<InputStream> parts = new ArrayList<>();
        parts.add(stream(HEADER));
        for (int pass = 0; pass < 2; pass++) {
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < count; i++) {
                rows.append("key-").append(i).append(",,,text\r\n");
            }
            parts.add(stream(rows.toString()));
        }

        try (CsvReading reading =
                CsvReading.open(new SequenceInputStream(Collections.enumeration(parts)), "tickets.csv")) {
            Iterator<Row<TicketContent>> rows = reading.tickets(count + 1);
            int duplicates = 0;
            while (rows.hasNext()) {
                Row<TicketContent> row = rows.next();
                assertThat(row)
                        .isInstanceOfSatisfying(
                                Row.Rejected.class,
                                rejected -> assertThat(rejected.message())
                                        .contains("as row " + (rejected.row() - count) + ","));
                duplicates++;
            }
            assertThat(duplicates).isEqualTo(count);
        }
    }

    @Test
    void failingStream_isNotTakenForABadFile() {
        InputStream failing = new SequenceInputStream(stream(HEADER + "a,,,one\r\n".repeat(3)), new FailingStream());

        assertThatThrownBy(() -> {
                    try (CsvReading reading = CsvReading.open(failing, "tickets.csv")) {
                        reading.tickets(1).forEachRemaining(row -> {});
                    }
                })
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void openThatFails_closesTheStream() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream in = new FilterInputStream(stream("")) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        assertThatThrownBy(() -> CsvReading.open(in, "tickets.csv")).isInstanceOf(UnreadableFile.class);

        assertThat(closed).isTrue();
    }

    @Test
    void rowsOfAnotherKind_orTakenTwice_areRefused() {
        try (CsvReading reading = open("files/tickets-ugly.csv")) {
            assertThatThrownBy(reading::offices)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("holds tickets, not business_units");
            reading.tickets(1);
            assertThatThrownBy(() -> reading.tickets(1)).isInstanceOf(IllegalStateException.class);
        }
    }

    private static void readWhole(String file) {
        try (CsvReading reading = open(file)) {
            switch (reading.kind()) {
                case BUSINESS_UNITS -> reading.offices();
                case MANAGERS -> reading.managers();
                case TICKETS -> reading.tickets(1).forEachRemaining(row -> {});
            }
        }
    }

    private static List<Row<TicketContent>> tickets(String file, int firstRow) {
        try (CsvReading reading = open(file)) {
            return list(reading.tickets(firstRow));
        }
    }

    private static List<Row<TicketContent>> ticketsOf(String text) {
        try (CsvReading reading = open(text, "tickets.csv")) {
            return list(reading.tickets(1));
        }
    }

    private static <T> List<T> list(Iterator<T> iterator) {
        List<T> all = new ArrayList<>();
        iterator.forEachRemaining(all::add);
        return all;
    }

    private static CsvReading open(String file) {
        return CsvReading.open(EventFiles.open(file), file);
    }

    private static CsvReading open(String text, String name) {
        return CsvReading.open(stream(text), name);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> List<T> accepted(List<Row<T>> rows) {
        List<T> values = new ArrayList<>();
        for (Row<T> row : rows) {
            switch (row) {
                case Row.Accepted<T>(int number, T value) -> values.add(value);
                case Row.Rejected<T> rejected -> {}
            }
        }
        return values;
    }

    private static <T> List<String> rejected(List<Row<T>> rows) {
        List<String> reasons = new ArrayList<>();
        for (Row<T> row : rows) {
            switch (row) {
                case Row.Accepted<T> accepted -> {}
                case Row.Rejected<T>(int number, String code, String message) -> reasons.add(number + " " + code);
            }
        }
        return reasons;
    }

    private static final class FailingStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }
    }
}
