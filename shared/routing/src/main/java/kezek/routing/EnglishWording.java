package kezek.routing;

import java.util.Locale;
import java.util.stream.Collectors;

/// A verdict in English.
final class EnglishWording implements Wording {

    @Override
    public String office(Way way) {
        return switch (way.rule()) {
            case NEAREST ->
                "The office nearest to the client is " + way.officeName() + " (" + km(way.nearestKm()) + ").";
            case HUB_UNKNOWN_PLACE -> "The client's address could not be located; " + hub(way);
            case HUB_FOREIGN -> "The client's address is abroad; " + hub(way);
            case HUB_KEPT -> "An earlier turn of the hub offices already chose the office: " + way.officeName() + ".";
            case NO_HUB_OFFICE, NO_PLACED_OFFICE, CATEGORY_NOT_ASSIGNED -> "";
        };
    }

    private static String hub(Way way) {
        String hubs = String.join(" and ", way.hubs());
        return way.isByTurn()
                ? hubs + " take turns with such tickets, and it is the turn of " + way.officeName() + "."
                : hubs + " take such tickets, but of the two only " + way.officeName() + " is among the offices.";
    }

    @Override
    public String needs(Way way) {
        return way.needsNothing()
                ? ""
                : "Needed: "
                        + way.requirements().stream()
                                .map(Requirement::inEnglish)
                                .collect(Collectors.joining(", "))
                        + ".";
    }

    @Override
    public String fallback(Way way) {
        return way.takingOffice()
                .map(name -> (way.needsNothing() ? "Nobody works there; " : "Nobody there qualifies; ")
                        + way.takingKm()
                                .map(km -> "the office nearest to " + (way.isFromClient() ? "the client" : "it")
                                        + " where somebody does is " + name + " (" + km(km) + ").")
                                .orElseGet(() -> "the next office on the list where somebody does is " + name
                                        + " (distance unknown)."))
                .orElse("");
    }

    @Override
    public String winner(Way way, Winner winner) {
        String chosen = winner.chosen().name();
        if (winner.pair().isPresent()) {
            LoadedPair pair = winner.pair().get();
            return (way.needsNothing() ? "The least loaded are " : "The least loaded who qualify are ")
                    + loaded(pair.first()) + " and " + loaded(pair.second())
                    + "; they take turns, and it is the turn of " + chosen + ".";
        }
        String ofThatOffice = way.needsNothing() ? " in that office." : " in that office who qualifies.";
        String person = loaded(winner.chosen());
        return switch (winner.reason()) {
            case ONLY_ONE -> "The ticket goes to " + person + ", the only one" + ofThatOffice;
            case LEAST_LOADED -> "The ticket goes to " + person + ", the least loaded one" + ofThatOffice;
            case MOST_EVEN ->
                "The tickets were distributed together, so that the load of those who can take them is as even as"
                        + " possible; this one goes to " + person + ".";
        };
    }

    private static String loaded(Loaded manager) {
        return manager.name() + " (" + manager.load() + " open)";
    }

    @Override
    public String problem(Way way, String problem) {
        return switch (problem) {
            case Planner.NOBODY_ELIGIBLE ->
                (way.needsNothing() ? "Nobody works in this office or in any other" : "Nobody in any office qualifies")
                        + "; the ticket waits for a change of the managers.";
            case Planner.NOBODY_ELIGIBLE_IN_OFFICE ->
                (way.needsNothing() ? "Nobody works in this office" : "Nobody in this office qualifies")
                        + ", and by the rules no other office is asked; the ticket waits for a change of the"
                        + " managers.";
            case Planner.NO_HUB_OFFICE ->
                "The client's address is abroad or could not be located; " + String.join(" and ", way.hubs())
                        + " take such tickets, but neither is among the offices. The ticket waits for a change of the"
                        + " offices.";
            case Planner.NO_PLACED_OFFICE ->
                "There is no office whose place is known; the ticket waits for a change of the offices.";
            case Planner.CATEGORY_NOT_ASSIGNED ->
                "By the rules, tickets of the category “" + way.category() + "” are not assigned to anybody.";
            default -> throw Planner.unknownProblem(problem);
        };
    }

    private static String km(double km) {
        return km < 1 ? "less than 1 km" : String.format(Locale.ROOT, "%.0f km", km);
    }
}
