package kezek.analysis;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One way to write Cyrillic in other letters, a line of `alphabets.csv`.
///
/// @param name what the result is, such as `kk-latin`
/// @param letters what stands for each letter; one that is not named stays
record Alphabet(String name, Map<Character, String> letters) {

    static List<Alphabet> all() {
        return ResourceTable.read("alphabets.csv", 2).stream()
                .map(row -> new Alphabet(row.get(0), letters(row.get(1))))
                .toList();
    }

    /// @param pairs such as `ш=sh ь=`, separated by one space
    static Map<Character, String> letters(String pairs) {
        return Pattern.compile(" ")
                .splitAsStream(pairs)
                .collect(Collectors.toUnmodifiableMap(pair -> pair.charAt(0), pair -> pair.substring(2)));
    }

    /// @param text in lower case
    String write(String text) {
        return write(text, letters);
    }

    static String write(String text, Map<Character, String> letters) {
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
