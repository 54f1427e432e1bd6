package kezek.routing;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kezek.domain.Category;

/// The rules of distribution that people may change.
///
/// @param homeCountries names of the home country, in any case
/// @param hubOffices names of the offices that take turns for tickets without a usable place; the first one begins
/// @param requirements hard filters, all of which hold
/// @param strategy who of the eligible managers gets the ticket
/// @param unassignedCategories categories that nobody gets; empty by default
public record RoutingRules(
        Set<String> homeCountries,
        List<String> hubOffices,
        List<Requirement> requirements,
        Strategy strategy,
        Set<Category> unassignedCategories) {

    /// A ticket's requirements are kept as the bits of an int.
    private static final int MAX_REQUIREMENTS = 31;

    public RoutingRules {
        homeCountries = homeCountries.stream().map(Text::normalised).collect(Collectors.toUnmodifiableSet());
        hubOffices = List.copyOf(hubOffices);
        requirements = List.copyOf(requirements);
        unassignedCategories = Set.copyOf(unassignedCategories);
        if (hubOffices.size() != 2 || hubOffices.getFirst().equals(hubOffices.getLast())) {
            throw new IllegalArgumentException("hub_offices must name two offices, but names " + hubOffices);
        }
        if (requirements.size() > MAX_REQUIREMENTS) {
            throw new IllegalArgumentException(
                    "there may be at most " + MAX_REQUIREMENTS + " requirements, but there are " + requirements.size());
        }
        long codes = requirements.stream().map(Requirement::code).distinct().count();
        if (codes != requirements.size()) {
            throw new IllegalArgumentException("two requirements have the same code; give each its own");
        }
    }

    /// How the load is balanced among the eligible managers of an office.
    public enum Strategy {
        /// The two least loaded take turns; the turn is kept for the ordered pair.
        TOP_TWO_ROUND_ROBIN,
        /// The least loaded gets it.
        LEAST_LOADED
    }

    /// @param country as the client wrote it; blank is no country, and not the home country
    boolean isHome(String country) {
        return homeCountries.contains(Text.normalised(country));
    }
}
