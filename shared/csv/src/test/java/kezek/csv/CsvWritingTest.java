package kezek.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kezek.domain.Address;
import kezek.domain.TicketContent;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvWritingTest {

    private static final List<String> HEADER =
            FileKind.TICKETS.columns().stream().map(Column::header).toList();

    @Test
    void file_hasByteOrderMarkCrlfAndDoubledQuotes() throws IOException {
        assertThat(written(List.of("a", "б"), List.of("x\ny", "say \"hi\", ok")))
                .isEqualTo("\ufeffa,б\r\n\"x\ny\",\"say \"\"hi\"\", ok\"\r\n");
    }

    @Test
    void continuation_putAfterAPage_makesOneFile() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CsvWriting first = CsvWriting.withHeader(out, List.of("a", "b"))) {
            first.row(List.of("1", ""));
        }
        try (CsvWriting second = CsvWriting.continuing(out, 2)) {
            second.row(List.of("2", "x;y"));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\ufeffa,b\r\n1,\r\n2,\"x;y\"\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"=1+1, '=1+1", "+7701, '+7701", "-5, '-5", "@SUM(A1), '@SUM(A1)", "a=1, a=1"})
    void whatASpreadsheetWouldCalculate_getsAnApostrophe(String cell, String expected) throws IOException {
        assertThat(written(List.of("h", "i"), List.of(cell, "x"))).endsWith("\r\n" + expected + ",x\r\n");
    }

    @Test
    void rowOfAnotherWidth_isRefused() {
        assertThatThrownBy(() -> written(List.of("a", "b"), List.of("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have 2 cells, but has 1");
    }

    @Property(tries = 300)
    void whatIsWritten_isReadAgain(@ForAll("tickets") List<TicketContent> tickets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CsvWriting writing = CsvWriting.withHeader(out, HEADER)) {
            for (TicketContent ticket : tickets) {
                writing.row(cells(ticket));
            }
        }

        assertThat(read(out.toByteArray())).isEqualTo(tickets);
    }

    @Provide
    Arbitrary<List<TicketContent>> tickets() {
        Arbitrary<String> inner = Arbitraries.strings()
                .withChars(",;\t\"'\n =+-@\\|xЖқ\u00a0\u2800\u2028")
                .withCharRange('\uac00', '\uac10')
                .ofMaxLength(30)
                .map(text -> "x" + text + "😀");
        Arbitrary<String> text = Arbitraries.oneOf(inner, Arbitraries.just(""));
        Arbitrary<Address> address =
                Combinators.combine(text, text, text, text, text).as(Address::new);
        Arbitrary<String> date = Arbitraries.of("", "1998-10-02", "2000-02-29");
        Arbitrary<String> guid = inner.map(String::toLowerCase);
        return Combinators.combine(guid, text, date, text, text, text, address)
                .as(TicketContent::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(CsvWritingTest::withoutDuplicates);
    }

    private static List<TicketContent> withoutDuplicates(List<TicketContent> tickets) {
        Map<String, TicketContent> byId = new LinkedHashMap<>();
        tickets.forEach(ticket -> byId.putIfAbsent(RowShape.TICKET.id().apply(ticket), ticket));
        return List.copyOf(byId.values());
    }

    private static List<TicketContent> read(byte[] file) {
        List<TicketContent> values = new ArrayList<>();
        try (CsvReading reading = CsvReading.open(new ByteArrayInputStream(file), "tickets.csv")) {
            reading.tickets(1).forEachRemaining(row -> {
                switch (row) {
                    case Row.Accepted<TicketContent>(int number, TicketContent value) -> values.add(value);
                    case Row.Rejected<TicketContent> rejected -> throw new AssertionError(rejected.toString());
                }
            });
        }
        return values;
    }

    private static List<String> cells(TicketContent ticket) {
        Address address = ticket.address();
        return List.of(
                ticket.clientGuid(),
                ticket.gender(),
                ticket.birthDate(),
                ticket.description(),
                ticket.attachment(),
                ticket.segment(),
                address.country(),
                address.region(),
                address.city(),
                address.street(),
                address.house());
    }

    private static String written(List<String> header, List<String> row) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CsvWriting writing = CsvWriting.withHeader(out, header)) {
            writing.row(row);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
