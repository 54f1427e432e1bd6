package kezek.places;

import java.util.Set;
import java.util.stream.Collectors;

/// The country of the offices, with all its names. Comparisons ignore case and transliteration
/// (`Қазақстан`, `Qazaqstan`).
public final class HomeCountry {

    private final Set<String> keys;

    /// @param names from the routing rules, e.g. `Казахстан`, `Қазақстан`, `Kazakhstan`, `KZ`
    /// @throws IllegalArgumentException if `names` contains no usable name
    public HomeCountry(Set<String> names) {
        keys = names.stream().flatMap(name -> PlaceNames.keys(name).stream()).collect(Collectors.toUnmodifiableSet());
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "the home country has no name; expected at least one in the routing rules");
        }
    }

    /// @return whether this is a name of the home country; false for a blank text
    public boolean isHome(String country) {
        return keys.contains(PlaceNames.key(country))
                || PlaceNames.keys(country).stream().anyMatch(keys::contains);
    }
}
