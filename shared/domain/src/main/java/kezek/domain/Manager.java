package kezek.domain;

import java.util.Set;

/// A person who takes tickets.
///
/// @param profile what managers.csv says
/// @param workload what the manager has to do
public record Manager(ManagerProfile profile, Workload workload) {

    public String id() {
        return profile.id();
    }

    public String officeId() {
        return profile.officeId();
    }

    public String officeName() {
        return profile.officeName();
    }

    public String name() {
        return profile.name();
    }

    public String position() {
        return profile.position();
    }

    public Set<String> skills() {
        return profile.skills();
    }

    /// @return the row in the file, which breaks ties
    public int row() {
        return profile.row();
    }

    /// @return open work outside Kezek
    public int baseline() {
        return workload.baseline();
    }

    /// @return open tickets that Kezek gave
    public int assigned() {
        return workload.assigned();
    }

    /// @return ids B for which the ordered pair (this manager, B) is at its second turn
    public Set<String> secondTurns() {
        return workload.secondTurns();
    }

    /// @return the number that every write of this manager raises
    public long rev() {
        return workload.rev();
    }

    /// @return all open work
    public int load() {
        return workload.load();
    }

    /// @return this manager with so many open tickets that Kezek gave
    public Manager withAssigned(int count) {
        return new Manager(profile, workload.withAssigned(count));
    }

    /// @return this manager with these turns
    public Manager withSecondTurns(Set<String> secondTurns) {
        return new Manager(profile, workload.withSecondTurns(secondTurns));
    }

    /// @return this manager after one more write, which gave `units` of load
    public Manager after(int units, Set<String> secondTurns) {
        return new Manager(
                profile, new Workload(workload.baseline(), workload.assigned() + units, secondTurns, rev() + 1));
    }
}
