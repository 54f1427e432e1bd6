package kezek.geocoding;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes spellings of one name equal.
///
/// Names are compared by their *key*: a word in plain Latin letters in which case, ё, the letters that
/// only Kazakh has, hyphens, blanks, doubled letters and the ways to write a Cyrillic word in Latin
/// (`Qaraghandy`, `Karagandy`, `Қарағанды`) make no difference. A key is for comparing, never for
/// showing.
final class PlaceNames {

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
    private static final Pattern HAS_LATIN = Pattern.compile("\\p{IsLatin}");
    private static final Pattern DIGITS = Pattern.compile("[-\\s]*\\p{N}+");
    private static final Pattern COMBINING = Pattern.compile("\\p{M}+");
    private static final Pattern DOUBLED = Pattern.compile("([a-z])\\1+");

    private PlaceNames() {}

    /// @return the key of a name; empty when the text has neither letter nor digit
    static String key(String text) {
        return WORD.matcher(lower(text))
                .results()
                .map(word -> wordKey(word.group()))
                .collect(Collectors.collectingAndThen(Collectors.joining(), PlaceNames::settle));
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
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static String wordKey(String word) {
        boolean cyrillic = HAS_CYRILLIC.matcher(word).find();
        if (!cyrillic) {
            return latinKey(word);
        }
        String pure = HAS_LATIN.matcher(word).find() ? replaceLookAlikes(word) : word;
        return pure.replace("дж", "ж").chars().mapToObj(c -> letter((char) c)).collect(Collectors.joining());
    }

    private static String letter(char letter) {
        return CYRILLIC.getOrDefault(letter, String.valueOf(letter));
    }

    private static String latinKey(String word) {
        String plain =
                word.replace('ı', 'y').replace("ş", "sh").replace("ç", "ch").replace('ə', 'a');
        plain = COMBINING
                .matcher(Normalizer.normalize(plain, Normalizer.Form.NFD))
                .replaceAll("");
        plain = plain.replace("shch", "sh").replace("sch", "sh").replace("dzh", "zh");
        plain = plain.replace("dj", "zh").replace("j", "zh").replace("kh", "h").replace("gh", "g");
        plain = plain.replace('q', 'k').replace('w', 'v').replace("x", "ks").replace('y', 'i');
        return plain.replaceAll("c(?!h)", "k");
    }

    /// What differs between transliterations only: `iе` for е at the start or after a vowel, and doubled
    /// letters.
    private static String settle(String key) {
        return DOUBLED.matcher(key.replace("ie", "e")).replaceAll("$1");
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
