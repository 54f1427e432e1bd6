package kezek.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells a verdict in one language. Names of people and offices stand as they are, in no case and beside
/// no verb that depends on gender, because a program cannot decline a name from a file.
interface Wording {

    /// What there is to tell of the way to the office.
    ///
    /// @param officeName the primary office, or empty
    /// @param nearestKm from the client to the primary office, when it is the nearest one
    /// @param isByTurn whether the hubs took a turn
    /// @param hubs names of the hub offices
    /// @param category the ticket's category
    /// @param requirements what a manager needs for this ticket
    /// @param takingOffice the office that has an eligible manager, if it is not the primary one
    /// @param takingKm to it from the primary office or from the client
    /// @param isFromClient whether the offices were asked by their distance from the client
    record Way(
            Verdict.OfficeRule rule,
            String officeName,
            double nearestKm,
            boolean isByTurn,
            List<String> hubs,
            String category,
            List<Requirement> requirements,
            Optional<String> takingOffice,
            Optional<Double> takingKm,
            boolean isFromClient) {

        boolean needsNothing() {
            return requirements.isEmpty();
        }
    }

    /// A manager, and the load that the decision saw.
    record Loaded(String name, int load) {}

    /// @param pair the two who take turns, the less loaded one first
    /// @param reason why this one, when no pair takes turns
    record Winner(Loaded chosen, Optional<LoadedPair> pair, Reason reason) {}

    enum Reason {
        /// No one else in the office could take it.
        ONLY_ONE,
        LEAST_LOADED,
        /// All tickets of the plan were given out together.
        MOST_EVEN
    }

    record LoadedPair(Loaded first, Loaded second) {}

    String office(Way way);

    /// @return what the ticket asks of a manager; empty when it asks nothing
    String needs(Way way);

    /// @return why another office took it; empty when the primary one did
    String fallback(Way way);

    String winner(Way way, Winner winner);

    /// @param problem the code of an unassigned ticket
    String problem(Way way, String problem);

    default String assigned(Way way, Winner winner) {
        return sentences(office(way), needs(way), fallback(way), winner(way, winner));
    }

    default String unassigned(Way way, String problem) {
        return sentences(office(way), needs(way), problem(way, problem));
    }

    private static String sentences(String... sentences) {
        return Stream.of(sentences).filter(sentence -> !sentence.isEmpty()).collect(Collectors.joining(" "));
    }
}
