package kezek.roster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kezek.domain.Edition;
import kezek.domain.Failure;
import kezek.domain.Manager;
import kezek.domain.Office;

/// The roster at one revision.
///
/// @param rev raised by every roster file that changed something; 0 before the first one
/// @param loadingRuns the runs that are writing at this moment; no plan is committed until they end
/// @param hubDecisions how many hub decisions were ever made; if the number is even, it is the first hub's turn
/// @param offices in the order of their rows
/// @param managers in the order of their rows
/// @param editions see [#edition]
public record RosterSnapshot(
        long rev,
        Set<String> loadingRuns,
        long hubDecisions,
        List<Office> offices,
        List<Manager> managers,
        Map<String, Edition> editions) {

    /// @param id of an office or a manager
    /// @return the newest edition of the source that contains what is stored; empty if there is no such
    ///     office or manager
    public Optional<Edition> edition(String id) {
        return Optional.ofNullable(editions.get(id));
    }

    /// @return whether at least one manager works in an office whose place is known
    public boolean isUsable() {
        Set<String> placedOffices = offices.stream()
                .filter(office -> office.place().isPresent())
                .map(Office::id)
                .collect(Collectors.toSet());
        return managers.stream().anyMatch(manager -> placedOffices.contains(manager.officeId()));
    }

    /// @return why nothing at all can be planned with this roster; empty if something can
    public Optional<Failure> problem() {
        if (!loadingRuns.isEmpty()) {
            return Optional.of(new Failure("ROSTER_LOADING", "a file of offices or managers is being written"));
        }
        if (!isUsable()) {
            return Optional.of(new Failure(
                    "NO_USABLE_MANAGER",
                    "no manager works in an office whose place is known; import business_units.csv and managers.csv"));
        }
        return Optional.empty();
    }
}
