package kezek.domain;

import java.util.Set;

/// The attributes of a manager in managers.csv, except the open work.
///
/// @param officeName as spelled in the file; business_units.csv need not have this office
/// @param position empty if the cell is blank
/// @param skills upper case, trimmed: `VIP`, `ENG`, `KZ`
/// @param row the row in the file, which breaks ties
public record ManagerProfile(
        String id, String officeId, String officeName, String name, String position, Set<String> skills, int row) {

    public ManagerProfile {
        skills = Set.copyOf(skills);
    }
}
