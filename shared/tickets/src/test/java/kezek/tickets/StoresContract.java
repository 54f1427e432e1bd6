package kezek.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import kezek.domain.Address;
import kezek.domain.Edition;
import kezek.domain.Ids;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Origin;
import kezek.domain.Slot;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.domain.Workload;
import kezek.roster.RosterStore;
import kezek.roster.RosterStore.NoteOutcome;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.WriteOutcome;
import kezek.testing.TestTable;
import kezek.tickets.TicketLists.Range;
import kezek.waves.RowCounts;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Lists, waves, places: what the stores ask of a table beside the changes of one ticket.
public abstract class StoresContract {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String RUN = "0123456789abcdef";
    private static final String WAVE = WaveIds.ofRun(RUN, 0);
    private static final String IMPORT = "ноябрь 2026";

    private TestTable testTable;
    private Table table;
    private TicketStore tickets;
    private ManualChangeStore changes;
    private TicketLists lists;
    private WaveStore waves;

    /// Called before each test.
    protected abstract TestTable newTable();

    @BeforeEach
    void open() {
        testTable = newTable();
        table = new Table(testTable.client(), testTable.name());
        tickets = new TicketStore(table);
        changes = new ManualChangeStore(table);
        lists = new TicketLists(table);
        waves = new WaveStore(table);
    }

    @Test
    void fullTransactionOfNewTickets_isWrittenWhole() {
        assertThat(tickets.addNew(tickets(1, TicketStore.MAX_NEW_TICKETS))).isEmpty();

        assertThat(testTable.items()).hasSize(2 * TicketStore.MAX_NEW_TICKETS);
        assertThat(waves.countPending(WAVE)).isEqualTo(TicketStore.MAX_NEW_TICKETS);
    }

    @Test
    void newTicketsOfWhichTwoExist_areNotWritten_andTheTwoAreHandedBack() {
        tickets.addNew(tickets(3, 4));
        List<?> before = testTable.items();

        List<StoredTicket> existing = tickets.addNew(tickets(1, 40));

        assertThat(existing).extracting(StoredTicket::row).containsExactly(3, 4);
        assertThat(existing).extracting(StoredTicket::fingerprint).doesNotContain("");
        assertThat(testTable.items()).isEqualTo(before);
    }

    @Test
    void markOfANewerEdition_keepsAnEditionBetweenFromReplacing_andIsSetOnce() {
        tickets.addNew(tickets(1, 1));
        StoredTicket first = stored(1);
        Map<String, AttributeValue> before = item(first);

        assertThat(tickets.markSeen(first, edition(30, "b"))).isEqualTo(WriteOutcome.WRITTEN);

        Map<String, AttributeValue> marked = item(first);
        assertThat(marked).containsAllEntriesOf(before).hasSize(before.size() + 2);
        assertThat(stored(1).newestEdition()).isEqualTo(edition(30, "b"));
        assertThat(tickets.replace(first, changed(1))).isEqualTo(WriteOutcome.LOST);
        assertThat(tickets.markSeen(first, edition(20, "z"))).isEqualTo(WriteOutcome.LOST);
        assertThat(tickets.markSeen(first, edition(30, "a"))).isEqualTo(WriteOutcome.LOST);
        assertThat(tickets.markSeen(first, edition(30, "b"))).isEqualTo(WriteOutcome.LOST);
        assertThat(item(first)).isEqualTo(marked);
        assertThat(tickets.markSeen(first, edition(30, "c"))).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(tickets.replace(stored(1), changed(1))).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(stored(1).newestEdition()).isEqualTo(new Edition(NOW, RUN));
    }

    @Test
    void mark_isNotSetOnOtherContent_norOnATombstone() {
        tickets.addNew(tickets(1, 2));
        StoredTicket first = stored(1);
        StoredTicket second = stored(2);
        tickets.replace(first, changed(1));
        changes.delete(tickets.find(second.id()).orElseThrow(), NOW);
        List<Map<String, AttributeValue>> before = testTable.items();

        assertThat(tickets.markSeen(first, edition(30, "b"))).isEqualTo(WriteOutcome.LOST);
        assertThat(tickets.markSeen(second, edition(30, "b"))).isEqualTo(WriteOutcome.LOST);

        assertThat(testTable.items()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void tombstone_isNewerThanTheNewestEditionThatWasSeen() {
        tickets.addNew(tickets(1, 1));
        tickets.markSeen(stored(1), edition(30, "b"));

        assertThat(changes.delete(tickets.find(stored(1).id()).orElseThrow(), NOW.plusSeconds(10)))
                .isEqualTo(WriteOutcome.WRITTEN);

        assertThat(stored(1).newestEdition())
                .isEqualTo(new Edition(NOW.plusSeconds(30).plusMillis(1), ""));
    }

    @Test
    void managerOfANewerEdition_isNotOverwritten_thoughItsRunAloneMakesItNewer() {
        RosterStore rosters = new RosterStore(table);
        rosters.save(manager(1), edition(30, "b"));

        rosters.save(manager(2), edition(20, "z"));
        rosters.save(manager(3), edition(30, "a"));
        assertThat(rosters.load().managers()).extracting(Manager::baseline).containsExactly(1);

        rosters.save(manager(4), edition(30, "c"));
        assertThat(rosters.load().managers()).extracting(Manager::baseline).containsExactly(4);
    }

    @Test
    void markOfAManager_raisesNoRev_andSaysWhenAnOlderEditionCameBetween() {
        RosterStore rosters = new RosterStore(table);
        rosters.save(manager(1), edition(10, "a"));
        Manager saved = rosters.load().managers().getFirst();

        assertThat(rosters.noteSeen(saved, edition(10, "a"), edition(30, "b"))).isEqualTo(NoteOutcome.NOTED);
        assertThat(rosters.load().managers()).containsExactly(saved);
        assertThat(rosters.load().edition(saved.id())).contains(edition(30, "b"));

        assertThat(rosters.noteSeen(saved, edition(10, "a"), edition(30, "b"))).isEqualTo(NoteOutcome.NOTED);
        assertThat(rosters.noteSeen(saved, edition(10, "a"), edition(20, "c"))).isEqualTo(NoteOutcome.NOTED);
        assertThat(rosters.noteSeen(saved, edition(10, "a"), edition(40, "d"))).isEqualTo(NoteOutcome.OVERWRITTEN);
        assertThat(rosters.load().edition(saved.id())).contains(edition(30, "b"));
    }

    @Test
    void markOfAnOffice_saysWhenAnOlderEditionCameBetween() {
        RosterStore rosters = new RosterStore(table);
        Office office = new Office(Ids.office("Астана"), "Астана", "", Optional.empty(), 1);
        rosters.save(office, edition(10, "a"));

        assertThat(rosters.noteSeen(office, edition(10, "a"), edition(30, "b"))).isEqualTo(NoteOutcome.NOTED);
        assertThat(rosters.noteSeen(office, edition(10, "a"), edition(40, "d"))).isEqualTo(NoteOutcome.OVERWRITTEN);
        assertThat(rosters.load().edition(office.id())).contains(edition(30, "b"));
    }

    private static Edition edition(int second, String run) {
        return new Edition(NOW.plusSeconds(second), run);
    }

    private static Manager manager(int baseline) {
        return new Manager(
                new ManagerProfile("m1", Ids.office("Астана"), "Астана", "Асель", "", Set.of("VIP"), 1),
                Workload.initial(baseline));
    }

    private StoredTicket stored(int row) {
        String id = Ids.ticket("guid-" + row);
        return Optional.ofNullable(tickets.findAll(List.of(id)).get(id)).orElseThrow();
    }

    private Map<String, AttributeValue> item(StoredTicket ticket) {
        return table.get(Key.ticket(ticket.id())).orElseThrow().attributes();
    }

    private static Ticket changed(int row) {
        Ticket ticket = ticket(row);
        return Ticket.arriving(
                ticket.id(),
                new TicketContent("guid-" + row, "", "", "другой текст", "", "Mass", Address.ofTown("Астана")),
                ticket.origin(),
                2,
                2,
                NOW,
                ticket.slot().orElseThrow());
    }

    @Test
    void newest_isOneListOfAllPartitionsOfTheIndex_pageByPage() {
        tickets.addNew(tickets(1, 40));

        List<Integer> rows = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            TicketLists.Page page = lists.newest(TicketFilter.NONE, new Range(after, 0, 7));
            page.items().forEach(listed -> rows.add(listed.ticket().origin().row()));
            after = page.next();
        } while (after.isPresent());

        assertThat(rows)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 40).map(n -> 41 - n).boxed().toList());
    }

    @Test
    void newest_withAFilter_showsThoseThatPass() {
        tickets.addNew(tickets(1, 40));

        TicketLists.Page page = lists.newest(
                TicketFilter.NONE.with(Dimension.SEGMENT, "VIP").with(Dimension.STAGE, "NEW"),
                new Range(Optional.empty(), 1, 3));

        assertThat(page.items())
                .extracting(listed -> listed.ticket().origin().row())
                .containsExactly(36, 33, 30);
        assertThat(page.next()).isPresent();
    }

    @Test
    void ofImport_isInTheOrderOfTheFile_andCounts() {
        tickets.addNew(tickets(1, 20));

        TicketLists.Page page = lists.ofImport(IMPORT, TicketFilter.NONE, new Range(Optional.empty(), 10, 5));

        assertThat(page.items())
                .extracting(listed -> listed.ticket().origin().row())
                .containsExactly(11, 12, 13, 14, 15);
        assertThat(lists.countOfImport(IMPORT, TicketFilter.NONE.with(Dimension.SEGMENT, "VIP")))
                .isEqualTo(6);
        assertThat(lists.countOfImport("another", TicketFilter.NONE)).isZero();
    }

    @Test
    void deletedTicket_leavesEveryList() {
        tickets.addNew(tickets(1, 3));
        Ticket second = tickets.find(Ids.ticket("guid-2")).orElseThrow();

        assertThat(changes.delete(second, NOW.plusSeconds(60))).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(lists.newest(TicketFilter.NONE, new Range(Optional.empty(), 0, 10))
                        .items())
                .extracting(listed -> listed.ticket().origin().row())
                .containsExactly(3, 1);
        assertThat(lists.countOfImport(IMPORT, TicketFilter.NONE)).isEqualTo(2);
    }

    @Test
    void wave_isSealedOnce_andHasPendingRowsWhileItHas() {
        assertThat(waves.open(IMPORT, RUN, 0)).isEqualTo(WaveStore.State.OPEN);
        tickets.addNew(tickets(1, 2));
        waves.seal(IMPORT, RUN, 0, new RowCounts(2, 0, 0, 0), NOW);
        waves.seal(IMPORT, RUN, 0, new RowCounts(9, 9, 9, 9), NOW.plusSeconds(9));

        assertThat(waves.open(IMPORT, RUN, 0)).isEqualTo(WaveStore.State.SEALED);
        assertThat(waves.find(WAVE).orElseThrow().state()).isEqualTo(WaveStore.State.SEALED);
        assertThat(table.get(Key.wave(IMPORT, RUN, 0)).orElseThrow().number("accepted"))
                .isEqualTo(2);
        assertThat(waves.hasPending(WAVE)).isTrue();
        tickets(1, 2).forEach(ticket -> changes.close(ticket));
        assertThat(waves.hasPending(WAVE)).isFalse();
    }

    private static List<Ticket> tickets(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(StoresContract::ticket)
                .toList();
    }

    private static Ticket ticket(int row) {
        String guid = "guid-" + row;
        String id = Ids.ticket(guid);
        String segment = row % 3 == 0 ? "VIP" : "Mass";
        return Ticket.arriving(
                id,
                new TicketContent(guid, "", "", "текст " + row, "", segment, Address.ofTown("Астана")),
                new Origin("csv", IMPORT, RUN, row, NOW),
                1,
                1,
                NOW.plusMillis(row),
                Slot.pending(WAVE, row, id));
    }
}
