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

    /// Everything was written.
    record Done() implements PlanCommit {}

    /// Nothing was written. The refusal contains what is not as the plan saw it, so the rest can be planned
    /// again without reading the table.
    ///
    /// @param ticketIds the tickets that changed, or that another worker assigned; this plan leaves them out
    /// @param managers those that changed, as they are now
    /// @param hubDecisions how many there are now; empty if the number did not change
    /// @param isRosterStale whether the roster itself changed, or is being written, so that it has to be read
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
                // A missing item says nothing about itself, so the roster is read again.
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
