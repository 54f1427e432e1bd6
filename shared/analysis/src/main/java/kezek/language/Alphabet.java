package kezek.language;

import java.util.List;
import kezek.text.LetterTable;

/// One way in which people write Cyrillic in other letters, a line of `alphabets.csv`: the detector
/// learns each from texts written in it. Not for comparing words; [Spelling] does that.
///
/// @param name what the result is, such as `kk-latin`
/// @param letters for lower case
record Alphabet(String name, LetterTable letters) {

    static List<Alphabet> all() {
        return ResourceTable.read(Alphabet.class, "alphabets.csv", 2).stream()
                .map(row -> new Alphabet(row.get(0), LetterTable.parse(row.get(1))))
                .toList();
    }

    /// @param text in lower case
    String write(String text) {
        return letters.write(text);
    }
}
