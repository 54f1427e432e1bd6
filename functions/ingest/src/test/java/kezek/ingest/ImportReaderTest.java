package kezek.ingest;

import static kezek.ingest.FileReadingDriver.START;
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

/// The newest file wins, even if an older one is read after it, and even if it says nothing new.
class ImportReaderTest {

    private static final Instant T1 = START.plusSeconds(60);
    private static final Instant T2 = START.plusSeconds(120);
    private static final Instant T3 = START.plusSeconds(180);

    private static final String WHO = "Асель";
    private static final String WHERE = "Астана";
    private static final String GUID = "guid-1";

    private final FileReadingDriver driver = new FileReadingDriver();

    /// What files bring: each kind with two contents of the same one thing, and what is stored of it.
    enum Kind {
        MANAGERS(
                (driver, time) -> driver.managers(time, Map.of(WHO, "VIP")),
                (driver, time) -> driver.managers(time, Map.of(WHO, "")),
                driver -> driver.manager(WHO).skills().isEmpty() ? "other" : "usual"),
        OFFICES(
                (driver, time) -> driver.offices(time, Map.of(WHERE, "пр. Мира, 1")),
                (driver, time) -> driver.offices(time, Map.of(WHERE, "пр. Мира, 2")),
                driver -> driver.office(WHERE).address().endsWith("2") ? "other" : "usual"),
        TICKETS(
                (driver, time) -> driver.tickets(time, Map.of(GUID, "usual")),
                (driver, time) -> driver.tickets(time, Map.of(GUID, "other")),
                driver -> driver.ticket(GUID).content().description());

        private final BiFunction<FileReadingDriver, Instant, ImportFile> usual;
        private final BiFunction<FileReadingDriver, Instant, ImportFile> other;
        private final Function<FileReadingDriver, String> stored;

        Kind(
                BiFunction<FileReadingDriver, Instant, ImportFile> usual,
                BiFunction<FileReadingDriver, Instant, ImportFile> other,
                Function<FileReadingDriver, String> stored) {
            this.usual = usual;
            this.other = other;
            this.stored = stored;
        }
    }

    @ParameterizedTest
    @EnumSource
    void newestFileThatSaysWhatIsStored_wins_whicheverIsReadFirst(Kind kind) {
        FileReadingDriver inOrder = new FileReadingDriver();
        inOrder.readAll(kind.usual.apply(inOrder, START), kind.other.apply(inOrder, T1), kind.usual.apply(inOrder, T2));

        ImportFile first = kind.usual.apply(driver, START);
        ImportFile older = kind.other.apply(driver, T1);
        ImportFile newest = kind.usual.apply(driver, T2);
        driver.readAll(first, newest, older);

        assertThat(kind.stored.apply(inOrder)).isEqualTo("usual");
        assertThat(kind.stored.apply(driver)).isEqualTo("usual");
        assertThat(driver.counts(newest)).isEqualTo(new RowCounts(0, 1, 0, 0));
        assertThat(driver.counts(older)).isEqualTo(new RowCounts(0, 1, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void fileBetweenTheNewestAndTheFirst_isNotKeptFromReplacingTheFirst(Kind kind) {
        driver.readAll(kind.usual.apply(driver, START), kind.usual.apply(driver, T1), kind.other.apply(driver, T2));

        assertThat(kind.stored.apply(driver)).isEqualTo("other");

        driver.readAll(kind.usual.apply(driver, T3), kind.other.apply(driver, T2));

        assertThat(kind.stored.apply(driver)).isEqualTo("usual");
    }

    @ParameterizedTest
    @EnumSource
    void filesOfOneMoment_haveAnOrderToo(Kind kind) {
        FileReadingDriver inOrder = new FileReadingDriver();
        inOrder.readAll(kind.other.apply(inOrder, T1), kind.usual.apply(inOrder, T1));

        ImportFile lowerRun = kind.other.apply(driver, T1);
        ImportFile higherRun = kind.usual.apply(driver, T1);
        driver.readAll(higherRun, lowerRun);

        assertThat(kind.stored.apply(inOrder)).isEqualTo("usual");
        assertThat(kind.stored.apply(driver)).isEqualTo("usual");
    }

    @ParameterizedTest
    @EnumSource
    void newerFileThatSaysTheSame_changesNothingThatAnybodyGoesBy(Kind kind) {
        driver.read(kind.usual.apply(driver, START));
        List<Written> writes = recordWrites();

        driver.read(kind.usual.apply(driver, T1));

        assertThat(writes)
                .singleElement()
                .satisfies(written -> assertThat(changedAttributes(written))
                        .isEqualTo(kind == Kind.TICKETS ? Set.of("seenTime", "seenRun") : Set.of("srcTime", "run")));
    }

    @ParameterizedTest
    @EnumSource
    void sameFileOnceMore_writesNothing(Kind kind) {
        ImportFile file = kind.usual.apply(driver, T1);
        driver.readAll(kind.usual.apply(driver, START), file);
        List<Written> writes = recordWrites();

        driver.read(file);

        assertThat(writes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"MANAGERS", "OFFICES"})
    void olderRosterFileReadBetweenTheNewestsLookAndItsMark_isReplaced_underTheMarkOfLoading(Kind kind) {
        driver.read(kind.usual.apply(driver, START));
        ImportFile older = kind.other.apply(driver, T1);
        ImportFile newest = kind.usual.apply(driver, T2);
        long rev = driver.world.rosters.load().rev();

        driver.afterNext("query", () -> driver.read(older));
        driver.read(newest);

        assertThat(kind.stored.apply(driver)).isEqualTo("usual");
        assertThat(driver.world.rosters.load().rev()).isEqualTo(rev + 2);
        assertThat(driver.world.rosters.load().loadingRuns()).isEmpty();
        assertThat(driver.counts(newest)).isEqualTo(new RowCounts(1, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void newestFileReadBetweenTheOldersLookAndItsWrite_staysStored(Kind kind) {
        driver.read(kind.usual.apply(driver, START));
        ImportFile older = kind.other.apply(driver, T1);
        ImportFile newest = kind.usual.apply(driver, T2);

        driver.afterNext(kind == Kind.TICKETS ? "batchGetItem" : "query", () -> driver.read(newest));
        driver.read(older);

        assertThat(kind.stored.apply(driver)).isEqualTo("usual");
    }

    @Test
    void olderTicketFileReadBetweenTheNewestsLookAndItsMark_isReplaced() {
        driver.read(driver.tickets(START, Map.of(GUID, "usual")));
        ImportFile older = driver.tickets(T1, Map.of(GUID, "other"));
        ImportFile newest = driver.tickets(T2, Map.of(GUID, "usual"));

        driver.afterNext("batchGetItem", () -> driver.read(older));
        driver.read(newest);

        assertThat(driver.ticket(GUID).content().description()).isEqualTo("usual");
        assertThat(driver.ticket(GUID).rev()).isEqualTo(3);
    }

    @Test
    void ticketSeenAgain_keepsItsPlaceInTheOrderOfPlanning() {
        driver.read(driver.tickets(START, Map.of(GUID, "usual")));
        Ticket before = driver.ticket(GUID);

        driver.read(driver.tickets(T1, Map.of(GUID, "usual")));

        assertThat(driver.ticket(GUID)).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void failedTicketSeenAgain_getsAnotherChance_andIsKeptFromTheOlderFileAllTheSame() {
        driver.read(driver.tickets(START, Map.of(GUID, "usual")));
        driver.fail(GUID);
        ImportFile newest = driver.tickets(T2, Map.of(GUID, "usual"));

        driver.readAll(newest, driver.tickets(T1, Map.of(GUID, "other")));

        assertThat(driver.counts(newest)).isEqualTo(new RowCounts(0, 1, 1, 0));
        assertThat(driver.ticket(GUID).stage()).isEqualTo(Stage.NEW);
        assertThat(driver.ticket(GUID).content().description()).isEqualTo("usual");
    }

    /// The newest file came from a clock that is ahead of ours.
    @Test
    void deletedTicket_isNotBroughtBackByAFileThatWasSeenBefore() {
        ImportFile newest = driver.tickets(T2, Map.of(GUID, "usual"));
        driver.readAll(driver.tickets(START, Map.of(GUID, "usual")), newest);

        assertThat(driver.world.changes.delete(driver.ticket(GUID), T1)).isEqualTo(WriteOutcome.WRITTEN);
        driver.readAll(newest, driver.tickets(T2, Map.of(GUID, "other")));

        assertThat(driver.world.tickets.find(Ids.ticket(GUID))).isEmpty();
        assertThat(driver.world
                        .tickets
                        .findAll(List.of(Ids.ticket(GUID)))
                        .get(Ids.ticket(GUID))
                        .newestEdition())
                .isEqualTo(new Edition(T2.plusMillis(1), ""));

        driver.read(driver.tickets(T3, Map.of(GUID, "usual")));

        assertThat(driver.ticket(GUID).stage()).isEqualTo(Stage.NEW);
    }

    @Test
    void managersWhomTheNewestFileLacks_areThoseOfTheNewestThatHasThem() {
        driver.readAll(
                driver.managers(T2, Map.of(WHO, "VIP")),
                driver.managers(T1, Map.of(WHO, "", "Берик", "KZ")),
                driver.managers(START, Map.of("Берик", "ENG")));

        assertThat(driver.manager(WHO).skills()).containsExactly("VIP");
        assertThat(driver.manager("Берик").skills()).containsExactly("KZ");
    }

    /// What was written of tickets, waves and rosters. The import keeps its own records of every reading.
    private List<Written> recordWrites() {
        List<Written> writes = new ArrayList<>();
        driver.world.dynamoDb.observe(commit -> commit.stream()
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
