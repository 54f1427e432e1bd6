package kezek.figures;

import static kezek.figures.TicketSnapshots.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kezek.tickets.Dimension;
import org.junit.jupiter.api.Test;

class TotalsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void newTicket_isCountedInTotalDimensionsCellAndImport() {
        Totals totals = Totals.of(List.of(created(ticket("t1", 1, "NEW", "segment", "VIP", "importId", "march"))));

        assertThat(totals.figures())
                .isEqualTo(Map.of("total", 1L, "segment#VIP", 1L, "stage#NEW", 1L, "status#OPEN", 1L));
        assertThat(totals.cells()).isEqualTo(Map.of("-#VIP#-#-#-#NEW#OPEN", 1L));
        assertThat(totals.imports()).isEqualTo(Map.of("march", Map.of("NEW", 1L)));
    }

    @Test
    void analysedTicket_movesBetweenCellsAndBringsItsPriority() {
        Totals totals = Totals.of(List.of(changed(
                ticket("t1", 2, "PLACED", "segment", "VIP"),
                ticket("t1", 3, "ANALYSED", "segment", "VIP", "category", "Жалоба", "priority", "7"))));

        assertThat(totals.figures())
                .isEqualTo(Map.of(
                        "category#Жалоба", 1L,
                        "stage#PLACED", -1L,
                        "stage#ANALYSED", 1L,
                        "prioritySum", 7L,
                        "priorityCount", 1L));
        assertThat(totals.cells())
                .isEqualTo(Map.of("-#VIP#-#-#-#PLACED#OPEN", -1L, "-#VIP#Жалоба#-#-#ANALYSED#OPEN", 1L));
    }

    /// Who had it, what it is about and how urgent it is: all of it moves at once.
    @Test
    void correctionOfAnAssignedTicket_movesItBetweenCategoriesAndPriorities() {
        TicketSnapshot assigned = ticket(
                "t1", 5, "ASSIGNED", "officeId", "o1", "category", "Жалоба", "priority", "7", "importId", "march");
        TicketSnapshot stays =
                ticket("t1", 6, "ASSIGNED", "officeId", "o1", "category", "Спам", "priority", "1", "importId", "march");
        TicketSnapshot goes = ticket("t1", 6, "ANALYSED", "category", "Спам", "priority", "1", "importId", "march");

        Totals kept = Totals.of(List.of(changed(assigned, stays)));
        Totals taken = Totals.of(List.of(changed(assigned, goes)));

        assertThat(kept.figures()).isEqualTo(Map.of("category#Жалоба", -1L, "category#Спам", 1L, "prioritySum", -6L));
        assertThat(kept.cells())
                .isEqualTo(Map.of("o1#-#Жалоба#-#-#ASSIGNED#OPEN", -1L, "o1#-#Спам#-#-#ASSIGNED#OPEN", 1L));
        assertThat(kept.imports()).isEmpty();
        assertThat(taken.figures())
                .isEqualTo(Map.of(
                        "officeId#o1", -1L,
                        "category#Жалоба", -1L,
                        "category#Спам", 1L,
                        "stage#ASSIGNED", -1L,
                        "stage#ANALYSED", 1L,
                        "prioritySum", -6L));
        assertThat(taken.imports()).isEqualTo(Map.of("march", Map.of("ASSIGNED", -1L, "ANALYSED", 1L)));
    }

    @Test
    void changesThatCancelOut_areNoDifference() {
        TicketSnapshot before = ticket("t1", 1, "NEW", "importId", "march");
        TicketSnapshot after = ticket("t1", 2, "PLACED", "importId", "march");
        TicketSnapshot back = ticket("t1", 3, "NEW", "importId", "march");

        Totals totals = Totals.of(List.of(changed(before, after), changed(after, back)));

        assertThat(totals.items()).isZero();
        assertThat(totals.imports()).isEmpty();
    }

    @Test
    void tombstone_leavesEveryCount() {
        TicketSnapshot alive = ticket("t1", 4, "ASSIGNED", "officeId", "o1", "priority", "3", "importId", "march");
        TicketSnapshot tombstone =
                TicketSnapshot.of(Map.of("id", "t1", "version", "5", "rev", "2", "stage", "DELETED"));

        Totals totals = Totals.of(List.of(created(alive), changed(alive, tombstone)));

        assertThat(totals.items()).isZero();
    }

    @Test
    void ticketThatMovesToAnotherImport_leavesTheFormer() {
        Totals totals = Totals.of(List.of(changed(
                ticket("t1", 5, "ASSIGNED", "importId", "march"), ticket("t1", 6, "NEW", "importId", "april"))));

        assertThat(totals.imports()).isEqualTo(Map.of("march", Map.of("ASSIGNED", -1L), "april", Map.of("NEW", 1L)));
    }

    @Test
    void segmentWithCharactersOfKeysAndPaths_keepsCellsApart() {
        TicketSnapshot odd = ticket("t1", 1, "NEW", "segment", "v.i#p 100%");

        assertThat(odd.cell()).isEqualTo("-#v%2Ei%23p 100%25#-#-#-#NEW#OPEN");
        assertThat(Dimension.decode(Dimension.encode("v.i#p 100%"))).isEqualTo("v.i#p 100%");
        assertThat(Dimension.encode("-")).isNotEqualTo(Dimension.encode(""));
        assertThat(Dimension.decode(Dimension.encode("-"))).isEqualTo("-");
        assertThat(Dimension.encode("я".repeat(2_000))).hasSize(64);
    }

    private static TicketChange created(TicketSnapshot after) {
        return TicketChange.of(NOW, Optional.empty(), Optional.of(after));
    }

    private static TicketChange changed(TicketSnapshot before, TicketSnapshot after) {
        return TicketChange.of(NOW, Optional.of(before), Optional.of(after));
    }
}
