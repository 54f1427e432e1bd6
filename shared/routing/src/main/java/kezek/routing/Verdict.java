package kezek.routing;

import java.util.List;
import java.util.Optional;

/// Why a ticket went where it went: codes for programs, words for people. Small, however large the
/// roster: see [Hop].
///
/// @param office how the primary office was chosen
/// @param requirements codes of the hard filters that hold for this ticket
/// @param fallback the order in which the offices after the primary one were asked
/// @param hops the offices that were asked, the primary office first; the last one took the ticket, if
///     any did
/// @param hopsNotListed how many more offices were asked without success, after the listed ones and
///     before the one that took the ticket; 0 except in very long searches
/// @param strategy how the work was balanced among those eligible; with `optimal`, the chosen manager may
///     have another rank than 1, because all tickets of the plan were weighed together
/// @param chosenManagerId the manager who got the ticket; empty if no one did
/// @param turn whose turn it was, when two managers share the work
/// @param problem why no manager got the ticket; empty if one did
/// @param sentenceRu the explanation as a sentence in Russian
/// @param sentenceEn the explanation as a sentence in English
public record Verdict(
        OfficeChoice office,
        List<String> requirements,
        RoutingRules.Fallback fallback,
        List<Hop> hops,
        int hopsNotListed,
        RoutingRules.Strategy strategy,
        Optional<String> chosenManagerId,
        Optional<Turn> turn,
        Optional<String> problem,
        String sentenceRu,
        String sentenceEn) {

    /// Which rule chose the primary office.
    public enum OfficeRule {
        NEAREST,
        HUB_UNKNOWN_PLACE,
        HUB_FOREIGN,
        /// Decided by an earlier plan and kept.
        HUB_KEPT,
        NO_HUB_OFFICE,
        NO_PLACED_OFFICE,
        CATEGORY_NOT_ASSIGNED
    }

    /// @param distances of the ticket's place to the offices, nearest first; empty for hubs
    /// @param marginKm how much nearer the nearest office is than the second. If the place is wrong by
    ///     less than half of it, the nearest office is still the same. Empty for hubs, and when only one
    ///     office has a place
    public record OfficeChoice(
            OfficeRule rule, Optional<String> officeName, List<OfficeDistance> distances, Optional<Double> marginKm) {}

    public record OfficeDistance(String officeName, double km) {}

    /// One office that was asked.
    ///
    /// @param km the distance from the primary office, or from the client if the fallback is
    ///     `nearest-to-client`; empty if one of the two has no known place
    /// @param managers how many managers the office has
    /// @param eligible how many of them could take the ticket
    /// @param considered the managers, the least loaded eligible one first; a large office lists only the
    ///     first 20 and the chosen one. From the fourth office on, an office without an eligible manager
    ///     lists none
    /// @param ruledOut if `considered` does not list every manager, how many managers each requirement
    ///     ruled out; a manager who fails two requirements is counted for both
    public record Hop(
            String officeName,
            Optional<Double> km,
            int managers,
            int eligible,
            List<Considered> considered,
            List<RuledOut> ruledOut) {}

    /// @param load open work at the moment of the decision
    /// @param rank 1 for the least loaded eligible manager; 0 for one who is not eligible
    /// @param missing codes of the requirements that the manager does not meet
    public record Considered(
            String managerId, String managerName, boolean eligible, int load, int rank, List<String> missing) {}

    public record RuledOut(String requirement, int managers) {}

    /// @param firstManagerId the less loaded one, whose turn the pair begins with
    /// @param number 1 or 2: which manager of the pair took this ticket
    public record Turn(String firstManagerId, String secondManagerId, int number) {}
}
