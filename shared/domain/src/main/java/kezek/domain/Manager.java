package kezek.domain;

import java.util.Set;

/// Somebody who takes tickets.
///
/// @param skills upper case, trimmed: `VIP`, `ENG`, `KZ`
/// @param baseline open work outside Kezek, from managers.csv
/// @param assigned open tickets that Kezek gave
/// @param secondTurns ids B for which the ordered pair (this manager, B) is at its second
/// @param rev raised by every write of this manager
/// @param row the row in the file, which breaks ties
public record Manager(
        String id,
        String officeId,
        String officeName,
        String name,
        String position,
        Set<String> skills,
        int baseline,
        int assigned,
        Set<String> secondTurns,
        long rev,
        int row) {

    public Manager {
        skills = Set.copyOf(skills);
        secondTurns = Set.copyOf(secondTurns);
        if (baseline < 0) {
            throw new IllegalArgumentException("baseline must not be negative, but is " + baseline);
        }
        if (assigned < 0) {
            throw new IllegalArgumentException("assigned must not be negative, but is " + assigned);
        }
    }

    /// @return this manager with so many open tickets that Kezek gave
    public Manager withAssigned(int count) {
        return new Manager(id, officeId, officeName, name, position, skills, baseline, count, secondTurns, rev, row);
    }

    /// @return this manager with these turns
    public Manager withSecondTurns(Set<String> secondTurns) {
        return new Manager(id, officeId, officeName, name, position, skills, baseline, assigned, secondTurns, rev, row);
    }

    /// @return this manager after one more write, which gave `units` of load
    public Manager after(int units, Set<String> secondTurns) {
        return new Manager(
                id,
                officeId,
                officeName,
                name,
                position,
                skills,
                baseline,
                assigned + units,
                secondTurns,
                rev + 1,
                row);
    }

    /// @return all open work: `baseline` and what Kezek gave
    public int load() {
        return baseline + assigned;
    }
}
