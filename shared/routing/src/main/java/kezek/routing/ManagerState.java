package kezek.routing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import kezek.domain.Manager;

/// A manager while a plan is made: the load and the turns as they change, and what the load was at every
/// earlier decision.
final class ManagerState {

    /// A total order of the managers who are equally loaded.
    static final Comparator<ManagerState> BY_ROW = Comparator.comparingInt((ManagerState state) -> state.manager.row())
            .thenComparing(state -> state.manager.id());

    private final Manager manager;
    private final int metRequirements;
    private Set<String> secondTurns;
    private int load;
    private int[] gainedAt = new int[4];
    private int gains;

    /// @param metRequirements a bit for each requirement that the manager meets
    ManagerState(Manager manager, int metRequirements) {
        this.manager = manager;
        this.metRequirements = metRequirements;
        this.secondTurns = manager.secondTurns();
        this.load = manager.load();
    }

    Manager manager() {
        return manager;
    }

    int load() {
        return load;
    }

    boolean meets(int requirements) {
        return missing(requirements) == 0;
    }

    /// @return a bit for each of the requirements that the manager does not meet
    int missing(int requirements) {
        return requirements & ~metRequirements;
    }

    boolean isAtSecondWith(ManagerState other) {
        return secondTurns.contains(other.manager.id());
    }

    /// Begins or ends the second turn of the pair (this, other).
    void passTurn(ManagerState other) {
        Set<String> changed = new HashSet<>(secondTurns);
        if (!changed.remove(other.manager.id())) {
            changed.add(other.manager.id());
        }
        secondTurns = Set.copyOf(changed);
    }

    void take(int decision) {
        if (gains == gainedAt.length) {
            gainedAt = Arrays.copyOf(gainedAt, gains * 2);
        }
        gainedAt[gains++] = decision;
        load++;
    }

    /// @return the load that a decision saw: without what this and later decisions gave
    int loadAt(int decision) {
        int found = Arrays.binarySearch(gainedAt, 0, gains, decision);
        int earlierGains = found >= 0 ? found : -found - 1;
        return manager.load() + earlierGains;
    }

    ManagerUpdate change(int addedLoad) {
        return new ManagerUpdate(manager, addedLoad, secondTurns);
    }
}
