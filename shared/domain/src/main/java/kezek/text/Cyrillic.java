package kezek.text;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The Cyrillic letters of Russian and Kazakh: the Russian letters that replace Kazakh ones, and the
/// Latin letters that all transliterations of the project share. All methods and tables expect lower
/// case.
public final class Cyrillic {

    /// The nine letters that only Kazakh has, and the Russian ones that people type instead.
    public static final Map<Character, Character> KAZAKH_TO_RUSSIAN =
            Map.of('ә', 'а', 'ғ', 'г', 'қ', 'к', 'ң', 'н', 'ө', 'о', 'ұ', 'у', 'ү', 'у', 'һ', 'х', 'і', 'и');

    /// Used only for comparison, so soft and hard signs are dropped, and е, ё and э are equal.
    private static final LetterTable COMMON = LetterTable.parse("а=a б=b в=v г=g д=d е=e ё=e з=z и=i й=i к=k л=l м=m"
            + " н=n о=o п=p р=r с=s т=t у=u ф=f х=h ъ= ы=i ь= э=e ю=iu я=ia і=i");

    private static final LetterTable RUSSIAN_STAND_INS = new LetterTable(KAZAKH_TO_RUSSIAN.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, pair -> pair.getValue().toString())));

    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");

    private Cyrillic() {}

    /// Creates a transliteration table for comparing words. It is not suitable for display.
    ///
    /// @param sibilants the replacements of ж, ц, ч, ш and щ, which differ between transliterations, in
    ///     the format of [LetterTable#parse]
    /// @return a table for Russian letters and і
    public static LetterTable russianToLatin(String sibilants) {
        return COMMON.with(LetterTable.parse(sibilants));
    }

    /// @return the table of [#russianToLatin] with Kazakh letters, which are written like the Russian
    ///     letters that replace them: `қ` becomes `k`
    public static LetterTable kazakhToLatin(String sibilants) {
        LetterTable russian = russianToLatin(sibilants);
        return russian.with(new LetterTable(KAZAKH_TO_RUSSIAN.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, pair -> russian.find(pair.getValue()).orElseThrow()))));
    }

    /// @return the text with Russian letters instead of Kazakh ones: `қала` becomes `кала`
    public static String withoutKazakhLetters(String text) {
        return RUSSIAN_STAND_INS.write(text);
    }

    /// @param letter small or capital
    /// @return whether the letter is Kazakh but not Russian
    public static boolean isKazakhLetter(char letter) {
        return KAZAKH_TO_RUSSIAN.containsKey(Character.toLowerCase(letter));
    }

    /// @return whether any character of the text is Cyrillic
    public static boolean isIn(String text) {
        return CYRILLIC.matcher(text).find();
    }
}
