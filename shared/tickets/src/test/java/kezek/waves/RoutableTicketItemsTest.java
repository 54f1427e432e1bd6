package kezek.waves;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kezek.domain.Address;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Ids;
import kezek.domain.Language;
import kezek.domain.Origin;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.reports.ImportTicket;
import kezek.reports.ImportTickets;
import kezek.routing.RoutableTicket;
import kezek.routing.RoutingAttribute;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.testing.Analyses;
import kezek.testing.FakeTable;
import kezek.tickets.TicketStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RoutableTicketItemsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String WAVE = "run.00000";
    private static final String ID = Ids.ticket("guid-1");
    private static final Analysis ANALYSIS = Analyses.byRules(Category.CLAIM, 7, Language.KZ);

    private final FakeTable fakeTable = new FakeTable();
    private final Table table = new Table(fakeTable.client(), fakeTable.name());
    private final TicketStore tickets = new TicketStore(table);

    /// A new attribute that is not stored with the ticket under its name fails here.
    @ParameterizedTest
    @ValueSource(strings = {"VIP", ""})
    void plannerAndReports_readWhatTheTicketSays(String segment) {
        RoutableTicket expected = RoutableTicket.of(analysed(segment), ANALYSIS);

        List<ReadyTicket> ready = new WaveStore(table).ready(WAVE);
        Optional<List<ImportTicket>> reported = new ImportTickets(table).find("ноябрь", 10);

        assertThat(ready).containsExactly(new ReadyTicket(Slot.ready(WAVE, 3, ID), 1, expected));
        assertThat(reported.orElseThrow())
                .singleElement()
                .extracting(ImportTicket::routable)
                .isEqualTo(Optional.of(expected));
    }

    @Test
    void row_isSpelledAsEver() {
        analysed("VIP");

        assertThat(row())
                .isEqualTo(Map.ofEntries(
                        text("PK", "WAVE#run.00000"),
                        text("SK", "R#00000003#" + ID),
                        text("ticketId", ID),
                        number("rev", "1"),
                        number("priority", "7"),
                        text("srcTime", "2026-11-20T09:00:00.000Z"),
                        number("row", "3"),
                        text("segment", "VIP"),
                        text("category", "Претензия"),
                        text("language", "KZ"),
                        text("country", "Казахстан"),
                        number("latitude", "51.1"),
                        number("longitude", "71.4")));
    }

    /// As if the attribute had been added since.
    @Test
    void rowWithoutAnAttribute_isReadWithoutIt() {
        analysed("VIP");
        Map<String, AttributeValue> old = new HashMap<>(row());
        old.remove("segment");

        RoutableTicket ticket = WaveRows.readyTicket(WAVE, new Item(old)).ticket();

        assertThat(ticket.attributes().find(RoutingAttribute.SEGMENT)).isEmpty();
        assertThat(ticket.attributes().category()).contains(Category.CLAIM);
    }

    private Map<String, AttributeValue> row() {
        return table.get(Key.slot(Slot.ready(WAVE, 3, ID))).orElseThrow().attributes();
    }

    private static Map.Entry<String, AttributeValue> text(String name, String value) {
        return Map.entry(name, AttributeValue.fromS(value));
    }

    private static Map.Entry<String, AttributeValue> number(String name, String value) {
        return Map.entry(name, AttributeValue.fromN(value));
    }

    private Ticket analysed(String segment) {
        Ticket arriving = Ticket.arriving(
                ID,
                new TicketContent(
                        "guid-1", "", "", "текст", "", segment, new Address("Казахстан", "", "Астана", "", "")),
                new Origin("csv", "ноябрь", "run", 3, NOW),
                1,
                1,
                NOW,
                Slot.pending(WAVE, 3, ID));
        tickets.addNew(List.of(arriving));
        tickets.place(found(), new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана"));
        tickets.analyse(found(), ANALYSIS);
        assertThat(found().stage()).isEqualTo(Stage.ANALYSED);
        return found();
    }

    private Ticket found() {
        return tickets.find(ID).orElseThrow();
    }
}
