package kezek.places;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes spellings of one name equal.
///
/// Names are compared by their *key*: a word in plain Latin letters in which case, ё, the letters that
/// only Kazakh has, hyphens, blanks, doubled letters and the ways to write a Cyrillic word in Latin
/// (`Qaraghandy`, `Karagandy`, `Қарағанды`) make no difference. A key is for comparing, never for
/// showing.
final class PlaceNames {

    private static final char FIRST_CYRILLIC = '\u0400';
    private static final char LAST_CYRILLIC = '\u052F';

    /// Common letters of Russian and Kazakh; the letters of Kazakh alone are those that Russian spellings
    /// replace them by.
    private static final Map<Character, String> CYRILLIC = Map.ofEntries(
            Map.entry('а', "a"),
            Map.entry('ә', "a"),
            Map.entry('б', "b"),
            Map.entry('в', "v"),
            Map.entry('г', "g"),
            Map.entry('ғ', "g"),
            Map.entry('д', "d"),
            Map.entry('е', "e"),
            Map.entry('ё', "e"),
            Map.entry('ж', "zh"),
            Map.entry('з', "z"),
            Map.entry('и', "i"),
            Map.entry('і', "i"),
            Map.entry('й', "i"),
            Map.entry('к', "k"),
            Map.entry('қ', "k"),
            Map.entry('л', "l"),
            Map.entry('м', "m"),
            Map.entry('н', "n"),
            Map.entry('ң', "n"),
            Map.entry('о', "o"),
            Map.entry('ө', "o"),
            Map.entry('п', "p"),
            Map.entry('р', "r"),
            Map.entry('с', "s"),
            Map.entry('т', "t"),
            Map.entry('у', "u"),
            Map.entry('ұ', "u"),
            Map.entry('ү', "u"),
            Map.entry('ф', "f"),
            Map.entry('х', "h"),
            Map.entry('һ', "h"),
            Map.entry('ц', "ts"),
            Map.entry('ч', "ch"),
            Map.entry('ш', "sh"),
            Map.entry('щ', "sh"),
            Map.entry('ъ', ""),
            Map.entry('ы', "i"),
            Map.entry('ь', ""),
            Map.entry('э', "e"),
            Map.entry('ю', "iu"),
            Map.entry('я', "ia"));

    /// Latin letters that look like a Cyrillic one, small or capital.
    private static final Map<Character, Character> LOOK_ALIKES = Map.ofEntries(
            Map.entry('a', 'а'),
            Map.entry('b', 'в'),
            Map.entry('c', 'с'),
            Map.entry('e', 'е'),
            Map.entry('h', 'н'),
            Map.entry('i', 'і'),
            Map.entry('k', 'к'),
            Map.entry('m', 'м'),
            Map.entry('o', 'о'),
            Map.entry('p', 'р'),
            Map.entry('t', 'т'),
            Map.entry('x', 'х'),
            Map.entry('y', 'у'));

    private static final String LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    private static final String RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё";

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+|\\p{N}+");
    private static final Pattern HAS_CYRILLIC = Pattern.compile("\\p{IsCyrillic}");
    private static final Pattern DIGITS = Pattern.compile("[-\\s]*\\p{N}+");
    private static final Pattern COMBINING = Pattern.compile("\\p{M}+");
    private static final Pattern C_ALONE = Pattern.compile("c(?!h)");

    /// By letter; `null` for what is no letter of Russian or Kazakh.
    private static final @Nullable String[] CYRILLIC_LETTERS = new String[LAST_CYRILLIC - FIRST_CYRILLIC + 1];

    static {
        CYRILLIC.forEach((letter, latin) -> CYRILLIC_LETTERS[letter - FIRST_CYRILLIC] = latin);
    }

    private PlaceNames() {}

    /// Called for every name of a gazetteer at each cold start, so without regular expressions as far as
    /// they go.
    ///
    /// @return the key of a name; empty when the text has neither letter nor digit
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

    /// Of characters outside the basic plane none is a letter that anybody writes a name with.
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

    /// @return the keys that a text can mean, the most likely first: as written; without numbers
    ///     (`Алматы-1`); Latin letters that all look like Cyrillic ones read as those (`AKTAY`); typed
    ///     with the keyboard in the wrong language (`Fkvfns`)
    static Set<String> keys(String text) {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(key(text));
        keys.add(key(DIGITS.matcher(text).replaceAll("")));
        readAsLookAlikes(text).ifPresent(other -> keys.add(key(other)));
        typedOnRussianKeyboard(text).ifPresent(other -> keys.add(key(other)));
        keys.remove("");
        return keys;
    }

    /// @return the text for a cache key: lower case, Kazakh letters and ё folded, words parted by single
    ///     blanks; still readable
    static String plain(String text) {
        return WORD.matcher(lower(text)).results().map(word -> word.group()).collect(Collectors.joining(" "));
    }

    private static String lower(String text) {
        String composed = isPlain(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
        return composed.toLowerCase(Locale.ROOT);
    }

    /// Whether normalisation would change nothing.
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

    /// What differs between transliterations only: `iе` for е at the start or after a vowel, and doubled
    /// letters.
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
                .mapToObj(c -> String.valueOf(LOOK_ALIKES.getOrDefault((char) c, (char) c)))
                .collect(Collectors.joining());
    }

    private static Optional<String> readAsLookAlikes(String text) {
        String lower = lower(text);
        boolean all = lower.chars().filter(Character::isLetter).allMatch(c -> LOOK_ALIKES.containsKey((char) c));
        return all ? Optional.of(replaceLookAlikes(lower)) : Optional.empty();
    }

    private static Optional<String> typedOnRussianKeyboard(String text) {
        String lower = lower(text);
        if (HAS_CYRILLIC.matcher(lower).find()) {
            return Optional.empty();
        }
        return Optional.of(lower.chars()
                .mapToObj(c -> String.valueOf(onRussianKeyboard((char) c)))
                .collect(Collectors.joining()));
    }

    private static char onRussianKeyboard(char key) {
        int index = LATIN_KEYS.indexOf(key);
        return index < 0 ? key : RUSSIAN_KEYS.charAt(index);
    }
}
