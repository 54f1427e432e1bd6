package kezek.language;

import java.util.Locale;
import java.util.function.UnaryOperator;
import kezek.text.Cyrillic;
import kezek.text.LetterTable;

/// Makes the many spellings of one word equal: a word in Cyrillic, the same without its Kazakh letters,
/// and the same in Latin letters become one string. That string is for comparing, not for showing, and
/// the trained model depends on it.
public enum Spelling {
    /// Lower case only.
    PLAIN(UnaryOperator.identity()),
    /// Russian, in Cyrillic or transliterated: `здравствуйте`, `zdravstvuyte` and `zdravstvujte` are one.
    RUSSIAN(Spelling::russian),
    /// Kazakh, in Cyrillic with or without its own letters, or in Latin: `қалай`, `калай`, `qalai` and
    /// `kalay` are one.
    KAZAKH(Spelling::kazakh);

    private static final LetterTable RUSSIAN_LETTERS = Cyrillic.russianToLatin("ж=ž ц=c ч=č ш=š щ=š");
    private static final LetterTable KAZAKH_LETTERS = Cyrillic.kazakhToLatin("ж=j ц=c ч=š ш=š щ=š");

    private final UnaryOperator<String> rule;

    Spelling(UnaryOperator<String> rule) {
        this.rule = rule;
    }

    /// @param word in lower case
    /// @return equal for words that differ in spelling only
    public String of(String word) {
        return rule.apply(word);
    }

    private static String russian(String word) {
        String latin = Cyrillic.isIn(word) ? spell(word, RUSSIAN_LETTERS) : russianFromLatin(word);
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
        String latin = Cyrillic.isIn(word) ? spell(word, KAZAKH_LETTERS) : kazakhFromLatin(word);
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

    private static String spell(String word, LetterTable letters) {
        return letters.write(word.toLowerCase(Locale.ROOT));
    }
}
