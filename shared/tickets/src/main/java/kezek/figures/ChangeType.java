package kezek.figures;

import java.util.Locale;
import java.util.Optional;
import kezek.domain.Stage;

/// What a write did to a ticket, told from what it was before and after.
public enum ChangeType {
    /// It is new, or came back after it had been deleted.
    CREATED,
    /// It has new contents and begins again.
    CHANGED,
    PLACED,
    ANALYSED,
    ASSIGNED,
    /// It went from one manager to another.
    REASSIGNED,
    /// Nobody can take it; said again whenever it was tried again in vain.
    UNASSIGNED,
    FAILED,
    /// It goes on where it had failed.
    REVIVED,
    /// Nobody has to work on it any more; it keeps its stage.
    CLOSED,
    /// It is open again, waiting for a plan or given to a manager at once.
    REOPENED,
    DELETED,
    /// A person put its analysis right, or said that it is; it may have to be planned anew.
    CORRECTED,
    /// Anything else.
    UPDATED;

    /// @return the name in an event
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ChangeType of(TicketChange change) {
        Optional<TicketSnapshot> alive = change.after().filter(TicketSnapshot::isCounted);
        if (alive.isEmpty()) {
            return DELETED;
        }
        return change.before()
                .filter(TicketSnapshot::isCounted)
                .map(before -> between(before, alive.orElseThrow()))
                .orElse(CREATED);
    }

    private static ChangeType between(TicketSnapshot before, TicketSnapshot after) {
        if (after.rev() > before.rev()) {
            return CHANGED;
        }
        if (before.isClosed() != after.isClosed()) {
            return after.isClosed() ? CLOSED : REOPENED;
        }
        if (!before.correctedAt().equals(after.correctedAt())) {
            return CORRECTED;
        }
        return before.stage() == after.stage() ? within(before, after) : into(before.stage(), after.stage());
    }

    private static ChangeType within(TicketSnapshot before, TicketSnapshot after) {
        return switch (after.stage()) {
            case UNASSIGNED -> UNASSIGNED;
            case ASSIGNED -> before.managerId().equals(after.managerId()) ? UPDATED : REASSIGNED;
            case NEW, PLACED, ANALYSED, FAILED, DELETED -> UPDATED;
        };
    }

    private static ChangeType into(Stage from, Stage to) {
        return switch (to) {
            case NEW -> from == Stage.FAILED ? REVIVED : UPDATED;
            case PLACED -> from == Stage.FAILED ? REVIVED : PLACED;
            case ANALYSED -> from == Stage.FAILED ? REVIVED : ANALYSED;
            case ASSIGNED -> ASSIGNED;
            case UNASSIGNED -> UNASSIGNED;
            case FAILED -> FAILED;
            case DELETED -> DELETED;
        };
    }
}
