package kezek.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Replaces single letters according to a table. Immutable.
///
/// @param letters the replacement of each letter; a replacement may be empty
public record LetterTable(Map<Character, String> letters) {

    private static final Pattern BLANK = Pattern.compile(" ");

    public LetterTable {
        letters = Map.copyOf(letters);
    }

    /// @param pairs such as `ш=sh ь=`, separated by one space
    /// @throws IllegalStateException if a letter occurs twice
    public static LetterTable parse(String pairs) {
        return new LetterTable(BLANK.splitAsStream(pairs)
                .collect(Collectors.toUnmodifiableMap(pair -> pair.charAt(0), pair -> pair.substring(2))));
    }

    /// @return this table with the entries of `more`, which take precedence
    public LetterTable with(LetterTable more) {
        Map<Character, String> all = new HashMap<>(letters);
        all.putAll(more.letters);
        return new LetterTable(all);
    }

    /// @return the replacement of the letter; empty if the table does not contain it
    public Optional<String> find(char letter) {
        return Optional.ofNullable(letters.get(letter));
    }

    /// @return the text with all letters replaced; letters that the table does not contain are kept
    public String write(String text) {
        StringBuilder written = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            String replacement = letters.get(letter);
            if (replacement == null) {
                written.append(letter);
            } else {
                written.append(replacement);
            }
        }
        return written.toString();
    }
}
