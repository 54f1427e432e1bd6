package kezek.places;

import java.util.List;
import kezek.domain.Point;

/// A place of the gazetteer that people live in.
///
/// @param name in Russian; what is shown
/// @param otherNames in Kazakh and Latin, former ones, common misspellings
/// @param region the name of its region, see [Region]
/// @param districts names of the districts it is the centre of, or (a city) that lie within it
public record Town(
        String name, List<String> otherNames, String region, Kind kind, List<String> districts, Point point) {

    /// What it is, the most important first: of two namesakes the more important is meant when nothing
    /// else tells them apart.
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
