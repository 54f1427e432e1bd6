package kezek.ingest;

import static kezek.ingest.World.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import kezek.domain.Edition;
import kezek.domain.Ids;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.imports.ImportFile;
import kezek.table.WriteOutcome;
import kezek.testing.FakeDynamoDb.Written;
import kezek.waves.RowCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What the newest file says counts, though an older one is read after it, and though it says nothing new.
class NewestFileTest {

    private static final Instant T1 = START.plusSeconds(60);
    private static final Instant T2 = START.plusSeconds(120);
    private static final Instant T3 = START.plusSeconds(180);

    private static final String WHO = "Асель";
    private static final String WHERE = "Астана";
    private static final String GUID = "guid-1";

    private final World world = new World();

    /// What files bring: each kind with two contents of the same one thing, and what is stored of it.
    enum Kind {
        MANAGERS(
                (world, time) -> world.managers(time, Map.of(WHO, "VIP")),
                (world, time) -> world.managers(time, Map.of(WHO, "")),
                world -> world.manager(WHO).skills().isEmpty() ? "other" : "usual"),
        OFFICES(
                (world, time) -> world.offices(time, Map.of(WHERE, "пр. Мира, 1")),
                (world, time) -> world.offices(time, Map.of(WHERE, "пр. Мира, 2")),
                world -> world.office(WHERE).address().endsWith("2") ? "other" : "usual"),
        TICKETS(
                (world, time) -> world.tickets(time, Map.of(GUID, "usual")),
                (world, time) -> world.tickets(time, Map.of(GUID, "other")),
                world -> world.ticket(GUID).content().description());

        private final BiFunction<World, Instant, ImportFile> usual;
        private final BiFunction<World, Instant, ImportFile> other;
        private final Function<World, String> stored;

        Kind(
                BiFunction<World, Instant, ImportFile> usual,
                BiFunction<World, Instant, ImportFile> other,
                Function<World, String> stored) {
            this.usual = usual;
            this.other = other;
            this.stored = stored;
        }
    }

    @ParameterizedTest
    @EnumSource
    void newestFileThatSaysWhatIsStored_wins_whicheverIsReadFirst(Kind kind) {
        World inOrder = new World();
        inOrder.readAll(kind.usual.apply(inOrder, START), kind.other.apply(inOrder, T1), kind.usual.apply(inOrder, T2));

        ImportFile first = kind.usual.apply(world, START);
        ImportFile older = kind.other.apply(world, T1);
        ImportFile newest = kind.usual.apply(world, T2);
        world.readAll(first, newest, older);

        assertThat(kind.stored.apply(inOrder)).isEqualTo("usual");
        assertThat(kind.stored.apply(world)).isEqualTo("usual");
        assertThat(world.counts(newest)).isEqualTo(new RowCounts(0, 1, 0, 0));
        assertThat(world.counts(older)).isEqualTo(new RowCounts(0, 1, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void fileBetweenTheNewestAndTheFirst_isNotKeptFromReplacingTheFirst(Kind kind) {
        world.readAll(kind.usual.apply(world, START), kind.usual.apply(world, T1), kind.other.apply(world, T2));

        assertThat(kind.stored.apply(world)).isEqualTo("other");

        world.readAll(kind.usual.apply(world, T3), kind.other.apply(world, T2));

        assertThat(kind.stored.apply(world)).isEqualTo("usual");
    }

    @ParameterizedTest
    @EnumSource
    void filesOfOneMoment_haveAnOrderToo(Kind kind) {
        World inOrder = new World();
        inOrder.readAll(kind.other.apply(inOrder, T1), kind.usual.apply(inOrder, T1));

        ImportFile lowerRun = kind.other.apply(world, T1);
        ImportFile higherRun = kind.usual.apply(world, T1);
        world.readAll(higherRun, lowerRun);

        assertThat(kind.stored.apply(inOrder)).isEqualTo("usual");
        assertThat(kind.stored.apply(world)).isEqualTo("usual");
    }

    @ParameterizedTest
    @EnumSource
    void newerFileThatSaysTheSame_changesNothingThatAnybodyGoesBy(Kind kind) {
        world.read(kind.usual.apply(world, START));
        List<Written> writes = recordWrites();

        world.read(kind.usual.apply(world, T1));

        assertThat(writes)
                .singleElement()
                .satisfies(written -> assertThat(changedAttributes(written))
                        .isEqualTo(kind == Kind.TICKETS ? Set.of("seenTime", "seenRun") : Set.of("srcTime", "run")));
    }

    @ParameterizedTest
    @EnumSource
    void sameFileOnceMore_writesNothing(Kind kind) {
        ImportFile file = kind.usual.apply(world, T1);
        world.readAll(kind.usual.apply(world, START), file);
        List<Written> writes = recordWrites();

        world.read(file);

        assertThat(writes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"MANAGERS", "OFFICES"})
    void olderRosterFileReadBetweenTheNewestsLookAndItsMark_isReplaced_underTheMarkOfLoading(Kind kind) {
        world.read(kind.usual.apply(world, START));
        ImportFile older = kind.other.apply(world, T1);
        ImportFile newest = kind.usual.apply(world, T2);
        long rev = world.rosters.load().rev();

        world.afterNext("query", () -> world.read(older));
        world.read(newest);

        assertThat(kind.stored.apply(world)).isEqualTo("usual");
        assertThat(world.rosters.load().rev()).isEqualTo(rev + 2);
        assertThat(world.rosters.load().loadingRuns()).isEmpty();
        assertThat(world.counts(newest)).isEqualTo(new RowCounts(1, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void newestFileReadBetweenTheOldersLookAndItsWrite_staysStored(Kind kind) {
        world.read(kind.usual.apply(world, START));
        ImportFile older = kind.other.apply(world, T1);
        ImportFile newest = kind.usual.apply(world, T2);

        world.afterNext(kind == Kind.TICKETS ? "batchGetItem" : "query", () -> world.read(newest));
        world.read(older);

        assertThat(kind.stored.apply(world)).isEqualTo("usual");
    }

    @Test
    void olderTicketFileReadBetweenTheNewestsLookAndItsMark_isReplaced() {
        world.read(world.tickets(START, Map.of(GUID, "usual")));
        ImportFile older = world.tickets(T1, Map.of(GUID, "other"));
        ImportFile newest = world.tickets(T2, Map.of(GUID, "usual"));

        world.afterNext("batchGetItem", () -> world.read(older));
        world.read(newest);

        assertThat(world.ticket(GUID).content().description()).isEqualTo("usual");
        assertThat(world.ticket(GUID).rev()).isEqualTo(3);
    }

    @Test
    void ticketSeenAgain_keepsItsPlaceInTheOrderOfPlanning() {
        world.read(world.tickets(START, Map.of(GUID, "usual")));
        Ticket before = world.ticket(GUID);

        world.read(world.tickets(T1, Map.of(GUID, "usual")));

        assertThat(world.ticket(GUID)).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void failedTicketSeenAgain_getsAnotherChance_andIsKeptFromTheOlderFileAllTheSame() {
        world.read(world.tickets(START, Map.of(GUID, "usual")));
        world.fail(GUID);
        ImportFile newest = world.tickets(T2, Map.of(GUID, "usual"));

        world.readAll(newest, world.tickets(T1, Map.of(GUID, "other")));

        assertThat(world.counts(newest)).isEqualTo(new RowCounts(0, 1, 1, 0));
        assertThat(world.ticket(GUID).stage()).isEqualTo(Stage.NEW);
        assertThat(world.ticket(GUID).content().description()).isEqualTo("usual");
    }

    /// The newest file came from a clock that is ahead of ours.
    @Test
    void deletedTicket_isNotBroughtBackByAFileThatWasSeenBefore() {
        ImportFile newest = world.tickets(T2, Map.of(GUID, "usual"));
        world.readAll(world.tickets(START, Map.of(GUID, "usual")), newest);

        assertThat(world.changes.delete(world.ticket(GUID), T1)).isEqualTo(WriteOutcome.WRITTEN);
        world.readAll(newest, world.tickets(T2, Map.of(GUID, "other")));

        assertThat(world.tickets.find(Ids.ticket(GUID))).isEmpty();
        assertThat(world.tickets
                        .findAll(List.of(Ids.ticket(GUID)))
                        .get(Ids.ticket(GUID))
                        .newestEdition())
                .isEqualTo(new Edition(T2.plusMillis(1), ""));

        world.read(world.tickets(T3, Map.of(GUID, "usual")));

        assertThat(world.ticket(GUID).stage()).isEqualTo(Stage.NEW);
    }

    @Test
    void managersWhomTheNewestFileLacks_areThoseOfTheNewestThatHasThem() {
        world.readAll(
                world.managers(T2, Map.of(WHO, "VIP")),
                world.managers(T1, Map.of(WHO, "", "Берик", "KZ")),
                world.managers(START, Map.of("Берик", "ENG")));

        assertThat(world.manager(WHO).skills()).containsExactly("VIP");
        assertThat(world.manager("Берик").skills()).containsExactly("KZ");
    }

    /// What was written of tickets, waves and rosters. The import keeps its own records of every reading.
    private List<Written> recordWrites() {
        List<Written> writes = new ArrayList<>();
        world.dynamoDb.observe(commit -> commit.stream()
                .filter(written -> Stream.of("TICKET#", "WAVE#", "ROSTER").anyMatch(written.partition()::startsWith))
                .forEach(writes::add));
        return writes;
    }

    private static Set<String> changedAttributes(Written written) {
        Map<String, AttributeValue> before = written.before();
        Map<String, AttributeValue> after = written.after();
        Set<String> names = new HashSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> after.containsKey(name) && after.get(name).equals(before.get(name)));
        return names;
    }
}
