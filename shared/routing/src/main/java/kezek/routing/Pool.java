package kezek.routing;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The managers of one office who meet the same requirements. Two pools are never equal, even if they have the
/// same managers.
final class Pool {

    private final List<ManagerState> states;

    /// @param states in the order of the rows, which breaks ties of load
    Pool(List<ManagerState> states) {
        this.states = List.copyOf(states);
    }

    /// @param pair the two managers who take turns; empty if there is only one manager, or the strategy
    ///     takes no turns
    record Choice(ManagerState chosen, Optional<TurnPair> pair) {

        static Choice of(ManagerState chosen) {
            return new Choice(chosen, Optional.empty());
        }
    }

    /// @param number 1 or 2: which manager of the pair takes this ticket
    record TurnPair(ManagerState first, ManagerState second, int number) {}

    List<ManagerState> states() {
        return states;
    }

    boolean isEmpty() {
        return states.isEmpty();
    }

    Choice leastLoaded() {
        ManagerState least = states.getFirst();
        for (ManagerState state : states) {
            if (state.load() < least.load()) {
                least = state;
            }
        }
        return Choice.of(least);
    }

    Choice topTwoInTurn() {
        ManagerState least = states.getFirst();
        @Nullable ManagerState next = null;
        for (ManagerState state : states.subList(1, states.size())) {
            if (state.load() < least.load()) {
                next = least;
                least = state;
            } else if (next == null || state.load() < next.load()) {
                next = state;
            }
        }
        return next == null ? Choice.of(least) : inTurn(least, next);
    }

    private static Choice inTurn(ManagerState first, ManagerState second) {
        boolean isSecondTurn = first.isAtSecondWith(second);
        return new Choice(
                isSecondTurn ? second : first, Optional.of(new TurnPair(first, second, isSecondTurn ? 2 : 1)));
    }

    /// Gives the ticket to the chosen manager and passes the turn of the pair, if there is one.
    ///
    /// @param decision the number of the decision in the plan
    /// @return every manager whose state changed
    List<ManagerUpdate> take(Choice choice, int decision) {
        ManagerState chosen = choice.chosen();
        chosen.take(decision);
        if (choice.pair().isEmpty()) {
            return List.of(chosen.change(1));
        }
        TurnPair pair = choice.pair().get();
        pair.first().passTurn(pair.second());
        return pair.number() == 1
                ? List.of(chosen.change(1))
                : List.of(pair.first().change(0), chosen.change(1));
    }
}
