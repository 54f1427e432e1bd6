package kezek.csv;

import kezek.domain.Ids;

/// A row of business_units.csv.
///
/// @param address as written in the file; may be empty
public record OfficeRow(String name, String address) {

    /// @return the id of the office, the same in every import
    public String id() {
        return Ids.office(name);
    }
}
