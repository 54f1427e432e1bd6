package kezek.planning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import kezek.domain.Manager;
import kezek.roster.RosterStore;
import kezek.table.Commit;
import kezek.table.Item;
import kezek.table.Key;

/// How the commit of a part of a plan ended.
public sealed interface PlanCommit {

    record Done() implements PlanCommit {}

    /// Nothing was written. What is not as the plan saw it came back with the refusal, so that the rest can
    /// be planned again without reading.
    ///
    /// @param ticketIds tickets that changed, or that somebody else gave away: they are not this plan's any
    ///     more
    /// @param managers those that changed, as they are now
    /// @param hubDecisions how many there are now, if that changed
    /// @param isRosterStale whether the roster itself has changed or is being written: it has to be read
    record Lost(Set<String> ticketIds, List<Manager> managers, OptionalLong hubDecisions, boolean isRosterStale)
            implements PlanCommit {

        public Lost {
            ticketIds = Set.copyOf(ticketIds);
            managers = List.copyOf(managers);
        }

        static Lost of(List<Commit.Loss> losses) {
            Set<String> ticketIds = new HashSet<>();
            List<Manager> managers = new ArrayList<>();
            OptionalLong hubDecisions = OptionalLong.empty();
            boolean isRosterStale = false;
            for (Commit.Loss loss : losses) {
                // An item that is not there at all tells nothing.
                String key = loss.found().map(Item::sortKey).orElse("");
                if (key.equals(Key.TICKET)) {
                    ticketIds.add(loss.found().orElseThrow().string("id"));
                } else if (key.startsWith(Key.MANAGER_PREFIX)) {
                    managers.add(RosterStore.manager(loss.found().orElseThrow()));
                } else if (key.equals(Key.hub().sort())) {
                    hubDecisions = OptionalLong.of(loss.found().orElseThrow().number("n"));
                } else {
                    isRosterStale = true;
                }
            }
            return new Lost(ticketIds, managers, hubDecisions, isRosterStale);
        }
    }
}
