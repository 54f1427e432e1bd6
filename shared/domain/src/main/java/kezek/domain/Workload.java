package kezek.domain;

import java.util.Set;

/// The open work of a manager, and the state of the alternation between managers.
///
/// @param baseline open work outside Kezek, from managers.csv
/// @param assigned open tickets that Kezek assigned
/// @param secondTurns ids B for which the ordered pair (this manager, B) is at its second turn
/// @param rev incremented by every write of the manager's item
public record Workload(int baseline, int assigned, Set<String> secondTurns, long rev) {

    /// @throws IllegalArgumentException if `baseline` or `assigned` is negative
    public Workload {
        secondTurns = Set.copyOf(secondTurns);
        if (baseline < 0) {
            throw new IllegalArgumentException("baseline must not be negative, but is " + baseline);
        }
        if (assigned < 0) {
            throw new IllegalArgumentException("assigned must not be negative, but is " + assigned);
        }
    }

    /// @return the workload of a manager who has no ticket of Kezek and is not stored yet
    public static Workload initial(int baseline) {
        return new Workload(baseline, 0, Set.of(), 0);
    }

    /// @return all open work: `baseline` and `assigned`
    public int load() {
        return baseline + assigned;
    }

    public Workload withBaseline(int baseline) {
        return new Workload(baseline, assigned, secondTurns, rev);
    }

    public Workload withAssigned(int assigned) {
        return new Workload(baseline, assigned, secondTurns, rev);
    }

    public Workload withSecondTurns(Set<String> secondTurns) {
        return new Workload(baseline, assigned, secondTurns, rev);
    }
}
