package kezek.routing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kezek.domain.Manager;

/// The balance of a roster.
///
/// @param byOffice by office id
public record RosterBalance(Map<String, Balance> byOffice, Balance overall) {

    public RosterBalance {
        byOffice = Map.copyOf(byOffice);
    }

    /// @return of one office; all zero when it has no managers
    public Balance office(String id) {
        return byOffice.getOrDefault(id, Balance.of(List.of()));
    }

    /// Managers of one office who meet the same requirements of the rules.
    private record SharedEligibility(String officeId, int metRequirements) {}

    /// @param managers with their loads; a manager of an unknown office counts for the office they name
    public static RosterBalance of(RoutingRules rules, Collection<Manager> managers) {
        Map<SharedEligibility, List<Integer>> pools = managers.stream()
                .collect(Collectors.groupingBy(
                        manager -> new SharedEligibility(manager.officeId(), rules.metBy(manager)),
                        Collectors.mapping(Manager::load, Collectors.toList())));
        Map<String, List<List<Integer>>> byOffice = pools.entrySet().stream()
                .collect(Collectors.groupingBy(
                        pool -> pool.getKey().officeId(),
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return new RosterBalance(
                byOffice.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, office -> Balance.of(office.getValue()))),
                Balance.of(pools.values()));
    }
}
