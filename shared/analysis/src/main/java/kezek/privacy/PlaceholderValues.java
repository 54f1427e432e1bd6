package kezek.privacy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The values behind the placeholders of one ticket.
final class PlaceholderValues {

    /// For each kind, the values in the order of their first mention; for each value, the spellings of
    /// its mentions.
    private final Map<PersonalDataKind, List<List<String>>> spellings = new EnumMap<>(PersonalDataKind.class);

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> kept = new HashSet<>();

    /// @param value the normalized value, which is the same for every spelling
    /// @return the placeholder for this mention
    String placeholder(PersonalDataKind kind, String value, String spelling) {
        List<List<String>> ofKind = spellings.computeIfAbsent(kind, _ -> new ArrayList<>());
        int number = numbers.computeIfAbsent(kind + " " + value, _ -> {
            ofKind.add(new ArrayList<>());
            return ofKind.size();
        });
        ofKind.get(number - 1).add(spelling);
        return "[" + kind + "_" + number + "]";
    }

    /// Remembers a placeholder that the client wrote and that is not one of our kinds.
    void keep(String mark) {
        kept.add(mark.toUpperCase(Locale.ROOT));
    }

    boolean isKept(String mark) {
        return kept.contains(mark.toUpperCase(Locale.ROOT));
    }

    /// @param mention counted from 0; after the last one, the first spelling is used again
    Optional<String> spelling(PersonalDataKind kind, int number, int mention) {
        List<List<String>> ofKind = spellings.getOrDefault(kind, List.of());
        if (number < 1 || number > ofKind.size()) {
            return Optional.empty();
        }
        List<String> mentions = ofKind.get(number - 1);
        return Optional.of(mentions.get(mention < mentions.size() ? mention : 0));
    }

    /// @return the number of values of that kind
    int count(PersonalDataKind kind) {
        return spellings.getOrDefault(kind, List.of()).size();
    }
}
