package kezek.places;

import java.util.List;
import java.util.Set;
import kezek.domain.Point;

/// An oblast, a city of republican significance, or a region that no longer exists but is still written.
///
/// @param names in Russian, Kazakh and Latin, with abbreviations; the first is the one that is shown
/// @param includes names of today's regions that people also mean by it
/// @param centre its administrative centre: where a region alone is taken to be, since most of its people
///     live in or around it
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
