package kezek.places;

import java.util.List;
import java.util.Set;
import kezek.domain.Point;

/// An oblast, a city of republican significance, or a former region that still occurs in addresses.
///
/// @param names in Russian, Kazakh and Latin, with abbreviations; the first is the display name
/// @param includes names of other current regions that people may mean by it
/// @param centre its administrative centre, which is the location of an address with only a region,
///     because most of the population lives around it
public record Region(List<String> names, Kind kind, Set<String> includes, Point centre) {

    public enum Kind {
        OBLAST,
        CITY,
        FORMER
    }

    public Region {
        names = List.copyOf(names);
        includes = Set.copyOf(includes);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a region needs a name");
        }
    }

    public String name() {
        return names.getFirst();
    }
}
