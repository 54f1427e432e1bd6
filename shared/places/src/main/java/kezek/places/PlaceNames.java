package kezek.places;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kezek.text.Cyrillic;
import kezek.text.KeyboardLayout;
import kezek.text.LookAlikes;
import org.jspecify.annotations.Nullable;

/// Normalises spellings of place names for comparison.
///
/// Names are compared by their *key*, which consists of plain Latin letters and digits. Keys ignore case,
/// ё, Kazakh letters, hyphens, blanks, doubled letters and differences between transliterations
/// (`Qaraghandy`, `Karagandy`, `Қарағанды`). A key is never displayed.
///
/// The transliteration differs from `kezek.language.Spelling` on purpose: names come from maps and
/// passports, which use `j` for ж, but words come from chats, which use `j` for й.
final class PlaceNames {

    private static final char FIRST_CYRILLIC = '\u0400';
    private static final char LAST_CYRILLIC = '\u052F';

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+|\\p{N}+");
    private static final Pattern DIGITS = Pattern.compile("[-\\s]*\\p{N}+");
    private static final Pattern COMBINING = Pattern.compile("\\p{M}+");
    private static final Pattern C_ALONE = Pattern.compile("c(?!h)");

    /// Latin replacements, indexed by letter; `null` for characters that are neither Russian nor Kazakh
    /// letters.
    private static final @Nullable String[] CYRILLIC_LETTERS = new String[LAST_CYRILLIC - FIRST_CYRILLIC + 1];

    static {
        Cyrillic.kazakhToLatin("ж=zh ц=ts ч=ch ш=sh щ=sh")
                .letters()
                .forEach((letter, latin) -> CYRILLIC_LETTERS[letter - FIRST_CYRILLIC] = latin);
    }

    private PlaceNames() {}

    /// Returns the key of a name. It runs for every name of a gazetteer at each cold start, so it avoids
    /// regular expressions where possible.
    ///
    /// @return the key; an empty string if the text contains neither a letter nor a digit
    static String key(String text) {
        String lower = lower(text);
        StringBuilder key = new StringBuilder(lower.length() + 8);
        int from = 0;
        while (from < lower.length()) {
            Kind kind = Kind.of(lower.charAt(from));
            int to = from + 1;
            while (to < lower.length() && Kind.of(lower.charAt(to)) == kind) {
                to++;
            }
            if (kind != Kind.NEITHER) {
                key.append(wordKey(lower.substring(from, to)));
            }
            from = to;
        }
        return settle(key);
    }

    /// The kind of a character. Names contain no letters outside the basic multilingual plane.
    private enum Kind {
        LETTER,
        DIGIT,
        NEITHER;

        static Kind of(char c) {
            if (c < 128) {
                if (c >= 'a' && c <= 'z') {
                    return LETTER;
                }
                return c >= '0' && c <= '9' ? DIGIT : NEITHER;
            }
            return switch (Character.getType(c)) {
                case Character.UPPERCASE_LETTER,
                        Character.LOWERCASE_LETTER,
                        Character.TITLECASE_LETTER,
                        Character.MODIFIER_LETTER,
                        Character.OTHER_LETTER,
                        Character.NON_SPACING_MARK,
                        Character.COMBINING_SPACING_MARK,
                        Character.ENCLOSING_MARK -> LETTER;
                case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> DIGIT;
                default -> NEITHER;
            };
        }
    }

    /// @return the possible keys of a text, the most likely first: as written; without numbers
    ///     (`Алматы-1`); with Latin letters replaced by the Cyrillic ones that they look like (`AKTAY`);
    ///     and with the keyboard layout corrected (`Fkvfns`)
    static Set<String> keys(String text) {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(key(text));
        keys.add(key(DIGITS.matcher(text).replaceAll("")));
        readAsLookAlikes(text).ifPresent(other -> keys.add(key(other)));
        typedOnRussianKeyboard(text).ifPresent(other -> keys.add(key(other)));
        keys.remove("");
        return keys;
    }

    /// @return the text for a readable cache key: in lower case, with Kazakh letters and ё folded, and
    ///     single blanks between words
    static String plain(String text) {
        return WORD.matcher(lower(text)).results().map(word -> word.group()).collect(Collectors.joining(" "));
    }

    private static String lower(String text) {
        String composed = isPlain(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
        return composed.toLowerCase(Locale.ROOT);
    }

    /// Returns whether normalisation would leave the text unchanged.
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c < 128 || isCyrillic((char) c));
    }

    private static boolean isCyrillic(char c) {
        return c >= FIRST_CYRILLIC && c <= LAST_CYRILLIC;
    }

    private static boolean isLatin(char c) {
        return c < 0x0250 && Character.isLetter(c);
    }

    private static String wordKey(String word) {
        if (word.chars().noneMatch(c -> isCyrillic((char) c))) {
            return latinKey(word);
        }
        String pure = word.chars().anyMatch(c -> isLatin((char) c)) ? replaceLookAlikes(word) : word;
        StringBuilder key = new StringBuilder(pure.length() + 8);
        for (char letter : pure.replace("дж", "ж").toCharArray()) {
            @Nullable String latin = isCyrillic(letter) ? CYRILLIC_LETTERS[letter - FIRST_CYRILLIC] : null;
            if (latin == null) {
                key.append(letter);
            } else {
                key.append(latin);
            }
        }
        return key.toString();
    }

    private static String latinKey(String word) {
        String plain = word.chars().allMatch(c -> c < 128) ? word : withoutMarks(word);
        plain = plain.replace("shch", "sh").replace("sch", "sh").replace("dzh", "zh");
        plain = plain.replace("dj", "zh").replace("j", "zh").replace("kh", "h").replace("gh", "g");
        plain = plain.replace('q', 'k').replace('w', 'v').replace("x", "ks").replace('y', 'i');
        return plain.indexOf('c') < 0 ? plain : C_ALONE.matcher(plain).replaceAll("k");
    }

    private static String withoutMarks(String word) {
        String plain =
                word.replace('ı', 'y').replace("ş", "sh").replace("ç", "ch").replace('ə', 'a');
        return COMBINING
                .matcher(Normalizer.normalize(plain, Normalizer.Form.NFD))
                .replaceAll("");
    }

    /// Removes differences between transliterations: `ie` for е at the start or after a vowel, and
    /// doubled letters.
    private static String settle(StringBuilder key) {
        StringBuilder settled = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean isBeforeE = c == 'i' && i + 1 < key.length() && key.charAt(i + 1) == 'e';
            boolean isDoubled = c >= 'a' && c <= 'z' && !settled.isEmpty() && settled.charAt(settled.length() - 1) == c;
            if (!isBeforeE && !isDoubled) {
                settled.append(c);
            }
        }
        return settled.toString();
    }

    private static String replaceLookAlikes(String word) {
        return word.chars()
                .mapToObj(c -> String.valueOf(LookAlikes.toCyrillic((char) c)))
                .collect(Collectors.joining());
    }

    private static Optional<String> readAsLookAlikes(String text) {
        String lower = lower(text);
        boolean all = lower.chars().filter(Character::isLetter).allMatch(c -> LookAlikes.isLatin((char) c));
        return all ? Optional.of(replaceLookAlikes(lower)) : Optional.empty();
    }

    private static Optional<String> typedOnRussianKeyboard(String text) {
        String lower = lower(text);
        if (Cyrillic.isIn(lower)) {
            return Optional.empty();
        }
        return Optional.of(lower.chars()
                .mapToObj(c -> String.valueOf(KeyboardLayout.toRussian((char) c)))
                .collect(Collectors.joining()));
    }
}
