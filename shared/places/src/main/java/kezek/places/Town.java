package kezek.places;

import java.util.List;
import kezek.domain.Point;

/// A populated place of the gazetteer.
///
/// @param name in Russian, for display
/// @param otherNames Kazakh and Latin names, former names, common misspellings
/// @param region the name of its region, see [Region]
/// @param districts names of the districts that it is the centre of; for a city, names of its own
///     districts
public record Town(
        String name, List<String> otherNames, String region, Kind kind, List<String> districts, Point point) {

    /// The kind of a place, the most important first. If several places of the same name match, the most
    /// important one wins.
    public enum Kind {
        /// The centre of a region, or of the republic.
        CITY,
        TOWN,
        DISTRICT_CENTRE,
        SETTLEMENT,
        VILLAGE
    }

    public Town {
        otherNames = List.copyOf(otherNames);
        districts = List.copyOf(districts);
    }
}
