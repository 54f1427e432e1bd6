package kezek.domain;

import java.util.Set;

/// What managers.csv says of a manager, without the open work.
///
/// @param officeName as the file spells it; the office itself need not be known
/// @param position empty if the file names none
/// @param skills upper case, trimmed: `VIP`, `ENG`, `KZ`
/// @param row the row in the file, which breaks ties
public record ManagerProfile(
        String id, String officeId, String officeName, String name, String position, Set<String> skills, int row) {

    public ManagerProfile {
        skills = Set.copyOf(skills);
    }
}
