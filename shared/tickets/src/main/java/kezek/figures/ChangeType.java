package kezek.figures;

import java.util.Locale;
import java.util.Optional;
import kezek.domain.Stage;

/// What a write did to a ticket, by what the ticket was before and after.
public enum ChangeType {
    /// It is new, or came back after it had been deleted.
    CREATED,
    /// It has a new content and begins again.
    CHANGED,
    PLACED,
    ANALYSED,
    ASSIGNED,
    /// It went from one manager to another.
    REASSIGNED,
    /// No manager can take it. Each plan that finds none is such a change.
    UNASSIGNED,
    FAILED,
    /// It goes on where it had failed.
    REVIVED,
    /// No one has to work on it any more. It keeps its stage.
    CLOSED,
    /// It is open again, and waits for a plan or has a manager already.
    REOPENED,
    DELETED,
    /// A person corrected its analysis, or confirmed it. It may have to be planned again.
    CORRECTED,
    /// Anything else.
    UPDATED;

    /// @return the word in an event
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
