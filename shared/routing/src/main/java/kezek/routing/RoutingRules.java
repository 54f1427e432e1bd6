package kezek.routing;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Category;
import kezek.domain.Manager;
import kezek.text.LenientText;

/// The rules of distribution that people may change.
///
/// @param homeCountries names of the home country, in any case
/// @param hubOffices names of the offices that take turns for tickets without a usable place; the first
///     one begins
/// @param requirements hard filters, all of which hold
/// @param fallback which offices are asked if no manager of the primary one is eligible, and in which order
/// @param strategy which of the eligible managers gets the ticket
/// @param unassignedCategories categories that are not assigned to anyone; empty by default
public record RoutingRules(
        Set<String> homeCountries,
        List<String> hubOffices,
        List<Requirement> requirements,
        Fallback fallback,
        Strategy strategy,
        Set<Category> unassignedCategories) {

    /// A ticket's requirements are kept as the bits of an int.
    private static final int MAX_REQUIREMENTS = 31;

    public RoutingRules {
        homeCountries = homeCountries.stream().map(LenientText::normalised).collect(Collectors.toUnmodifiableSet());
        hubOffices = List.copyOf(hubOffices);
        requirements = List.copyOf(requirements);
        unassignedCategories = Set.copyOf(unassignedCategories);
        if (homeCountries.isEmpty()) {
            throw new IllegalArgumentException(
                    "home_country names no country: every client would be foreign; give it the home country's names");
        }
        if (hubOffices.stream().map(LenientText::normalised).distinct().count() != 2 || hubOffices.size() != 2) {
            throw new IllegalArgumentException("hub_offices must name two offices, but names " + hubOffices);
        }
        if (requirements.size() > MAX_REQUIREMENTS) {
            throw new IllegalArgumentException("requirements: there may be at most " + MAX_REQUIREMENTS
                    + " requirements, but there are " + requirements.size());
        }
        Set<String> codes = new HashSet<>();
        for (Requirement requirement : requirements) {
            if (!codes.add(requirement.code())) {
                throw new IllegalArgumentException(
                        "two requirements have the code " + requirement.code() + "; give each its own");
            }
        }
    }

    /// How the load is balanced among the eligible managers of an office.
    public enum Strategy {
        /// The two least loaded take turns; the turn is kept for the ordered pair.
        TOP_TWO_ROUND_ROBIN,
        /// The least loaded gets it.
        LEAST_LOADED,
        /// All tickets of a plan are given out together, so that the loads end as even as the rules allow:
        /// the smallest maximum, and of these the smallest sum of squares. Takes no turns and leaves the
        /// stored ones as they are.
        OPTIMAL;

        /// @return the name in the rules file, e.g. `least-loaded`
        public String label() {
            return RoutingRules.label(this);
        }
    }

    /// Which offices are asked after the primary one.
    public enum Fallback {
        /// By distance from the primary office, those without a place last, by row.
        NEAREST_TO_PRIMARY,
        /// By distance from the client, for a ticket whose place chose its primary office; any other ticket
        /// as by `NEAREST_TO_PRIMARY`.
        NEAREST_TO_CLIENT,
        /// None: the ticket stays unassigned.
        NONE;

        /// @return the name in the rules file, e.g. `nearest-to-client`
        public String label() {
            return RoutingRules.label(this);
        }
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Says what speaks against giving a ticket to a manager. The planner never breaks a rule; a person may.
    ///
    /// @param ticket without a category it is not analysed, so that what it asks is unknown. That is a broken
    ///     rule too
    public List<BrokenRule> brokenBy(Manager manager, RoutingAttributes ticket) {
        Stream<BrokenRule> unknown =
                ticket.find(RoutingAttribute.CATEGORY).isPresent() ? Stream.of() : Stream.of(BrokenRule.notAnalysed());
        Stream<BrokenRule> unassigned = ticket.category().filter(unassignedCategories::contains).stream()
                .map(BrokenRule::categoryNotAssigned);
        Stream<BrokenRule> unmet = requirements.stream()
                .filter(requirement -> requirement.appliesTo(ticket) && !requirement.isMetBy(manager))
                .map(BrokenRule::unmet);
        return Stream.of(unknown, unassigned, unmet)
                .flatMap(Function.identity())
                .toList();
    }

    /// @param country as the client wrote it; blank is no country at all, and so not a foreign one
    boolean isForeign(String country) {
        String name = LenientText.normalised(country);
        return !name.isEmpty() && !homeCountries.contains(name);
    }

    /// @return a bit for each requirement that the manager meets
    int metBy(Manager manager) {
        return bits(requirement -> requirement.isMetBy(manager));
    }

    /// @return a bit for each requirement that holds for such a ticket
    int holdingFor(RoutingAttributes ticket) {
        return bits(requirement -> requirement.appliesTo(ticket));
    }

    /// @return whether the rules give tickets of this category to no manager
    boolean isUnassigned(RoutingAttributes ticket) {
        return !unassignedCategories.isEmpty()
                && ticket.category().filter(unassignedCategories::contains).isPresent();
    }

    private int bits(Predicate<Requirement> test) {
        int bits = 0;
        for (int index = 0; index < requirements.size(); index++) {
            if (test.test(requirements.get(index))) {
                bits |= 1 << index;
            }
        }
        return bits;
    }
}
