package kezek.tickets;

import java.util.List;
import kezek.routing.BrokenRule;

/// How a change that a person asked for ended. Only [Changed] has written anything.
public sealed interface DeskResult {

    /// The change was made.
    record Changed() implements DeskResult {}

    /// Everything is as the person wants it already. The messages of such a change were sent again, because
    /// the first answer may have been lost together with them.
    record Unchanged() implements DeskResult {}

    /// There is no such ticket, or it was deleted.
    record NoSuchTicket() implements DeskResult {}

    /// The ticket is not at the version that the person wants to change.
    record VersionConflict(long expected, long actual) implements DeskResult {}

    /// The ticket is CLOSED, and the person did not ask to reopen it.
    record TicketClosed() implements DeskResult {}

    /// The ticket has no analysis that could be corrected.
    record NotAnalysed() implements DeskResult {}

    /// There is no such manager.
    record NoSuchManager() implements DeskResult {}

    /// The hard rules forbid the choice of this manager, and the person did not override them.
    ///
    /// @param rules at least one
    record RulesBroken(List<BrokenRule> rules) implements DeskResult {

        public RulesBroken {
            rules = List.copyOf(rules);
        }
    }
}
