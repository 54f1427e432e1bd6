package kezek.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kezek.domain.Office;

/// Writes down how one ticket was decided, from the loads that the decision saw.
final class VerdictWriter {

    /// Of offices past this hop only counts are kept: a verdict stays small however long the fallback was.
    private static final int HOPS_IN_DETAIL = 3;

    /// Distances beyond these are of no interest to anybody who asks "why there?".
    private static final int DISTANCES_TOLD = 5;

    private final RoutingRules rules;
    private final OfficePools pools;
    private final RoutableTicket ticket;
    private final Planner.Primary primary;
    private final List<Office> hops;
    private final int decision;

    /// @param hops the offices that were asked, the primary one first
    /// @param decision the number of the decision in the plan
    VerdictWriter(
            RoutingRules rules,
            OfficePools pools,
            RoutableTicket ticket,
            Planner.Primary primary,
            List<Office> hops,
            int decision) {
        this.rules = rules;
        this.pools = pools;
        this.ticket = ticket;
        this.primary = primary;
        this.hops = hops;
        this.decision = decision;
    }

    Verdict assigned(Pool.Choice choice) {
        Optional<Verdict.Turn> turn = choice.pair()
                .map(pair -> new Verdict.Turn(
                        pair.first().manager().id(), pair.second().manager().id(), pair.number()));
        return new Verdict(
                officeChoice(),
                codes(requirements()),
                hops(),
                Optional.of(choice.chosen().manager().id()),
                turn,
                Optional.empty(),
                String.join(" ", officeInRussian(), fallbackInRussian(), choiceInRussian(choice))
                        .replaceAll(" +", " "),
                String.join(" ", officeInEnglish(), fallbackInEnglish(), choiceInEnglish(choice))
                        .replaceAll(" +", " "));
    }

    Verdict unassigned(String problem) {
        return new Verdict(
                officeChoice(),
                codes(requirements()),
                hops(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(problem),
                problemInRussian(problem),
                problemInEnglish(problem));
    }

    private Verdict.OfficeChoice officeChoice() {
        List<Verdict.OfficeDistance> distances = primary.rule() == Verdict.OfficeRule.NEAREST
                ? pools.distancesFrom(ticket.point().orElseThrow()).stream()
                        .limit(DISTANCES_TOLD)
                        .map(VerdictWriter::rounded)
                        .toList()
                : List.of();
        return new Verdict.OfficeChoice(primary.rule(), primary.office().map(Office::name), distances);
    }

    private static Verdict.OfficeDistance rounded(Verdict.OfficeDistance distance) {
        return new Verdict.OfficeDistance(distance.officeName(), rounded(distance.km()));
    }

    private static double rounded(double km) {
        return Math.round(km * 10) / 10.0;
    }

    private List<Requirement> requirements() {
        return requirementsIn(pools.requirementsOf(ticket));
    }

    private List<Requirement> requirementsIn(int bits) {
        return IntStream.range(0, rules.requirements().size())
                .filter(index -> (bits & (1 << index)) != 0)
                .mapToObj(rules.requirements()::get)
                .toList();
    }

    private static List<String> codes(List<Requirement> requirements) {
        return requirements.stream().map(Requirement::code).toList();
    }

    private List<Verdict.Hop> hops() {
        return IntStream.range(0, hops.size()).mapToObj(this::hop).toList();
    }

    private Verdict.Hop hop(int index) {
        Office office = hops.get(index);
        Optional<Double> km = index == 0
                ? Optional.of(0.0)
                : OfficePools.kmBetween(hops.getFirst(), office).map(VerdictWriter::rounded);
        boolean isInDetail = index < HOPS_IN_DETAIL || index == hops.size() - 1;
        return isInDetail
                ? new Verdict.Hop(office.name(), km, considered(office), List.of())
                : new Verdict.Hop(office.name(), km, List.of(), ruledOut(office));
    }

    private List<Verdict.Considered> considered(Office office) {
        int required = pools.requirementsOf(ticket);
        List<ManagerState> ranked = pools.managersOf(office).stream()
                .sorted(Comparator.<ManagerState, Boolean>comparing(state -> !state.meets(required))
                        .thenComparingInt(state -> state.loadAt(decision)))
                .toList();
        List<Verdict.Considered> considered = new ArrayList<>();
        for (ManagerState state : ranked) {
            boolean eligible = state.meets(required);
            considered.add(new Verdict.Considered(
                    state.manager().id(),
                    state.manager().name(),
                    eligible,
                    state.loadAt(decision),
                    eligible ? considered.size() + 1 : 0,
                    codes(requirementsIn(state.missing(required)))));
        }
        return considered;
    }

    private List<Verdict.RuledOut> ruledOut(Office office) {
        int required = pools.requirementsOf(ticket);
        return requirementsIn(required).stream()
                .map(requirement -> new Verdict.RuledOut(
                        requirement.code(),
                        Math.toIntExact(pools.managersOf(office).stream()
                                .filter(state ->
                                        requirementsIn(state.missing(required)).contains(requirement))
                                .count())))
                .filter(count -> count.managers() > 0)
                .toList();
    }

    private String officeInRussian() {
        String name = primary.office().map(Office::name).orElse("");
        return switch (primary.rule()) {
            case NEAREST -> String.format(Locale.ROOT, "Ближайший офис — %s (%.0f км).", name, nearestKm());
            case HUB_UNKNOWN_PLACE -> "Адрес не определён, очередь офиса " + name + ".";
            case HUB_FOREIGN -> "Клиент за границей, очередь офиса " + name + ".";
            case HUB_KEPT -> "Офис " + name + " был выбран по очереди раньше.";
            case NO_HUB_OFFICE, NO_PLACED_OFFICE, CATEGORY_NOT_ASSIGNED -> "";
        };
    }

    private String officeInEnglish() {
        String name = primary.office().map(Office::name).orElse("");
        return switch (primary.rule()) {
            case NEAREST -> String.format(Locale.ROOT, "The nearest office is %s (%.0f km).", name, nearestKm());
            case HUB_UNKNOWN_PLACE -> "The address is unknown; it is the turn of " + name + ".";
            case HUB_FOREIGN -> "The client is abroad; it is the turn of " + name + ".";
            case HUB_KEPT -> name + " was chosen by turn before.";
            case NO_HUB_OFFICE, NO_PLACED_OFFICE, CATEGORY_NOT_ASSIGNED -> "";
        };
    }

    private double nearestKm() {
        return pools.distancesFrom(ticket.point().orElseThrow()).getFirst().km();
    }

    private String needed(Function<Requirement, String> inLanguage) {
        return requirements().stream().map(inLanguage).collect(Collectors.joining(" + "));
    }

    private String fallbackInRussian() {
        if (hops.size() < 2) {
            return "";
        }
        return "Там никого нет на требование «" + needed(Requirement::inRussian)
                + "»; ближайший к нему офис, где есть, — " + hops.getLast().name() + kmOfLastHop(" км") + ".";
    }

    private String fallbackInEnglish() {
        if (hops.size() < 2) {
            return "";
        }
        return "Nobody there has " + needed(Requirement::inEnglish)
                + "; the nearest office to it where somebody has is "
                + hops.getLast().name() + kmOfLastHop(" km") + ".";
    }

    private String kmOfLastHop(String unit) {
        return OfficePools.kmBetween(hops.getFirst(), hops.getLast())
                .map(km -> String.format(Locale.ROOT, " (%.0f%s)", km, unit))
                .orElse("");
    }

    private String choiceInRussian(Pool.Choice choice) {
        String requirement = requirements().isEmpty() ? "" : " на требование «" + needed(Requirement::inRussian) + "»";
        String chosen = choice.chosen().manager().name();
        return choice.pair()
                .map(pair -> "Наименее загружены%s: %s (%d) и %s (%d); очередь %s: %s."
                        .formatted(
                                requirement,
                                pair.first().manager().name(),
                                pair.first().loadAt(decision),
                                pair.second().manager().name(),
                                pair.second().loadAt(decision),
                                pair.number() == 1 ? "первого" : "второго",
                                chosen))
                .orElseGet(() -> "Назначен %s%s (нагрузка %d)."
                        .formatted(chosen, requirement, choice.chosen().loadAt(decision)));
    }

    private String choiceInEnglish(Pool.Choice choice) {
        String requirement = requirements().isEmpty() ? "" : " with " + needed(Requirement::inEnglish);
        String chosen = choice.chosen().manager().name();
        return choice.pair()
                .map(pair -> "The least loaded%s are %s (%d) and %s (%d); it is the %s one's turn: %s."
                        .formatted(
                                requirement,
                                pair.first().manager().name(),
                                pair.first().loadAt(decision),
                                pair.second().manager().name(),
                                pair.second().loadAt(decision),
                                pair.number() == 1 ? "first" : "second",
                                chosen))
                .orElseGet(() -> "%s%s got it (load %d)."
                        .formatted(chosen, requirement, choice.chosen().loadAt(decision)));
    }

    private String problemInRussian(String problem) {
        return switch (problem) {
            case Planner.NOBODY_ELIGIBLE ->
                "Ни в одном офисе нет менеджера на требование «" + needed(Requirement::inRussian)
                        + "»; обращение ждёт изменения списка менеджеров.";
            case "NO_HUB_OFFICE" ->
                "Адрес не определён или за границей, а офисов " + String.join(" и ", rules.hubOffices())
                        + " нет в списке офисов.";
            case "NO_PLACED_OFFICE" -> "Ни у одного офиса не определены координаты.";
            default -> "Обращения этой категории никому не назначаются.";
        };
    }

    private String problemInEnglish(String problem) {
        return switch (problem) {
            case Planner.NOBODY_ELIGIBLE ->
                "No office has a manager with " + needed(Requirement::inEnglish)
                        + "; the ticket waits for a change of the roster.";
            case "NO_HUB_OFFICE" ->
                "The address is unknown or abroad, and neither " + String.join(" nor ", rules.hubOffices())
                        + " is among the offices.";
            case "NO_PLACED_OFFICE" -> "No office has a known place.";
            default -> "Tickets of this category are not assigned to anybody.";
        };
    }
}
