package kezek.csv;

import java.util.Set;
import kezek.domain.Ids;

/// A row of managers.csv.
///
/// @param officeName as written in the file; business_units.csv need not have this office
/// @param skills upper case, trimmed: `VIP`, `ENG`, `KZ`
/// @param baseline open work outside Kezek, 0 if the cell is blank
public record ManagerRow(String name, String position, String officeName, Set<String> skills, int baseline) {

    public ManagerRow {
        skills = Set.copyOf(skills);
        if (baseline < 0) {
            throw new IllegalArgumentException("baseline must not be negative, but is " + baseline);
        }
    }

    /// @return the id of the manager, the same in every import
    public String id() {
        return Ids.manager(name, officeName);
    }

    public String officeId() {
        return Ids.office(officeName);
    }

    @Override
    public String toString() {
        return "ManagerRow[" + id() + "]";
    }
}
