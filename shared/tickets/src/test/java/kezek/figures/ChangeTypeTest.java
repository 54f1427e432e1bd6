package kezek.figures;

import static kezek.figures.TicketSnapshots.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTypeTest {

    @ParameterizedTest
    @CsvSource({
        "NEW,        PLACED,     PLACED",
        "PLACED,     ANALYSED,   ANALYSED",
        "ANALYSED,   ASSIGNED,   ASSIGNED",
        "ANALYSED,   UNASSIGNED, UNASSIGNED",
        "UNASSIGNED, UNASSIGNED, UNASSIGNED",
        "UNASSIGNED, ASSIGNED,   ASSIGNED",
        "NEW,        FAILED,     FAILED",
        "PLACED,     FAILED,     FAILED",
        "FAILED,     NEW,        REVIVED",
        "FAILED,     PLACED,     REVIVED",
        "FAILED,     ANALYSED,   REVIVED",
        "ANALYSED,   ANALYSED,   UPDATED",
        "ASSIGNED,   DELETED,    DELETED",
        "DELETED,    NEW,        CREATED",
        "NEW,        ASSIGNED,   ASSIGNED",
        "FAILED,     ASSIGNED,   ASSIGNED",
        "FAILED,     DELETED,    DELETED",
    })
    void stages_tellTheType(String from, String to, ChangeType expected) {
        assertThat(type(ticket("t", 1, from), ticket("t", 2, to))).isEqualTo(expected);
    }

    @Test
    void newContents_areAChangeWhateverTheStages() {
        assertThat(type(ticket("t", 5, "ASSIGNED"), ticket("t", 6, "NEW", "rev", "2")))
                .isEqualTo(ChangeType.CHANGED);
    }

    @Test
    void anotherManager_isAReassignment() {
        assertThat(type(ticket("t", 5, "ASSIGNED", "managerId", "m1"), ticket("t", 6, "ASSIGNED", "managerId", "m2")))
                .isEqualTo(ChangeType.REASSIGNED);
    }

    @Test
    void status_closesAndReopens() {
        TicketSnapshot open = ticket("t", 5, "ASSIGNED");
        TicketSnapshot closed = ticket("t", 6, "ASSIGNED", "status", "CLOSED");

        assertThat(type(open, closed)).isEqualTo(ChangeType.CLOSED);
        assertThat(type(closed, ticket("t", 7, "ANALYSED"))).isEqualTo(ChangeType.REOPENED);
        assertThat(type(closed, ticket("t", 7, "ASSIGNED", "managerId", "m2"))).isEqualTo(ChangeType.REOPENED);
        assertThat(type(closed, ticket("t", 7, "DELETED"))).isEqualTo(ChangeType.DELETED);
        assertThat(type(closed, ticket("t", 7, "NEW", "rev", "2"))).isEqualTo(ChangeType.CHANGED);
    }

    @Test
    void correction_isToldWhereverItLeavesTheTicket() {
        TicketSnapshot before = ticket("t", 5, "ASSIGNED", "managerId", "m1");
        TicketSnapshot corrected =
                ticket("t", 6, "ASSIGNED", "managerId", "m1", "analysis.correction.at", "2026-03-01T10:00:00.000Z");
        TicketSnapshot again = ticket("t", 7, "ANALYSED", "analysis.correction.at", "2026-03-01T10:00:00.001Z");

        assertThat(type(before, corrected)).isEqualTo(ChangeType.CORRECTED);
        assertThat(type(corrected, again)).isEqualTo(ChangeType.CORRECTED);
        assertThat(type(again, ticket("t", 8, "ASSIGNED", "analysis.correction.at", "2026-03-01T10:00:00.001Z")))
                .isEqualTo(ChangeType.ASSIGNED);
        assertThat(type(corrected, ticket("t", 7, "NEW", "rev", "2"))).isEqualTo(ChangeType.CHANGED);
    }

    @Test
    void firstImage_isACreation_andALostOneADeletionOfItsOwnVersion() {
        TicketChange created = TicketChange.of(Instant.EPOCH, Optional.empty(), Optional.of(ticket("t", 1, "NEW")));
        TicketChange gone = TicketChange.of(Instant.EPOCH, Optional.of(ticket("t", 3, "ASSIGNED")), Optional.empty());

        assertThat(ChangeType.of(created)).isEqualTo(ChangeType.CREATED);
        assertThat(ChangeType.of(gone)).isEqualTo(ChangeType.DELETED);
        assertThat(gone.version()).isEqualTo(4);
    }

    @Test
    void recordOfNoTicketOrOfTwo_isRefused() {
        assertThatThrownBy(() -> TicketChange.of(Instant.EPOCH, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> type(ticket("t", 1, "NEW"), ticket("u", 2, "PLACED")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two tickets");
    }

    private static ChangeType type(TicketSnapshot before, TicketSnapshot after) {
        return ChangeType.of(TicketChange.of(Instant.EPOCH, Optional.of(before), Optional.of(after)));
    }
}
