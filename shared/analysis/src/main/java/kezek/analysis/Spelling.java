package kezek.analysis;

import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Brings the many spellings of one word to one: a word in Cyrillic, the same without its Kazakh letters,
/// and the same in Latin letters become equal strings. The result is a key for comparing, not a
/// transliteration for people.
enum Spelling {
    /// Lower case only.
    PLAIN(UnaryOperator.identity()),
    /// Russian, in Cyrillic or transliterated: `здравствуйте`, `zdravstvuyte` and `zdravstvujte` are one.
    RUSSIAN(Spelling::russian),
    /// Kazakh, in Cyrillic with or without its own letters, or in Latin: `қалай`, `калай`, `qalai` and
    /// `kalay` are one.
    KAZAKH(Spelling::kazakh);

    private static final Map<Character, String> RUSSIAN_LETTERS = Alphabet.letters(
            "а=a б=b в=v г=g д=d е=e ё=e ж=ž з=z и=i і=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=c ч=č ш=š щ=š ъ= ы=i ь= э=e ю=iu я=ia");

    private static final Map<Character, String> KAZAKH_LETTERS = Alphabet.letters(
            "ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h і=i а=a б=b в=v г=g д=d е=e ё=e ж=j з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t"
                    + " у=u ф=f х=h ц=c ч=š ш=š щ=š ъ= ы=i ь= э=e ю=iu я=ia");

    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");

    private final UnaryOperator<String> rule;

    Spelling(UnaryOperator<String> rule) {
        this.rule = rule;
    }

    /// @param word in lower case
    String of(String word) {
        return rule.apply(word);
    }

    static boolean isCyrillic(String word) {
        return CYRILLIC.matcher(word).find();
    }

    private static String russian(String word) {
        String latin = isCyrillic(word) ? spell(word, RUSSIAN_LETTERS) : russianFromLatin(word);
        return latin.replace("ii", "i");
    }

    private static String russianFromLatin(String word) {
        String digits = word.length() > 1 && Character.isDigit(word.charAt(0)) && Character.isLetter(word.charAt(1))
                ? word.replaceFirst("^4", "č").replaceFirst("^6", "š")
                : word;
        return digits.replace("shch", "š")
                .replace("sch", "š")
                .replace("sh", "š")
                .replace("ch", "č")
                .replace("zh", "ž")
                .replace("kh", "h")
                .replace("x", "h")
                .replace("tz", "c")
                .replace("ts", "c")
                .replace("w", "v")
                .replace("ye", "e")
                .replace("yo", "e")
                .replace('j', 'i')
                .replace('y', 'i');
    }

    private static String kazakh(String word) {
        String latin = isCyrillic(word) ? spell(word, KAZAKH_LETTERS) : kazakhFromLatin(word);
        return latin.replace("ng", "n").replace("ii", "i").replace("uu", "u");
    }

    private static String kazakhFromLatin(String word) {
        return word.replace("sh", "š")
                .replace("ch", "š")
                .replace("ş", "š")
                .replace("zh", "j")
                .replace("gh", "g")
                .replace("ğ", "g")
                .replace("kh", "h")
                .replace("q", "k")
                .replace("w", "u")
                .replace("ä", "a")
                .replace("ö", "o")
                .replace("ü", "u")
                .replace("ū", "u")
                .replace("ñ", "n")
                .replace("á", "a")
                .replace("ǵ", "g")
                .replace("ń", "n")
                .replace("ó", "o")
                .replace("ú", "u")
                .replace("ý", "u")
                .replace("ı", "i")
                .replace("x", "h")
                .replace('y', 'i');
    }

    private static String spell(String word, Map<Character, String> letters) {
        return Alphabet.write(word.toLowerCase(Locale.ROOT), letters);
    }
}
