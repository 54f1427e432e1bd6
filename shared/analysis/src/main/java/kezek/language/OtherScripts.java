package kezek.language;

import java.lang.Character.UnicodeScript;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kezek.domain.Analysis;

/// Detects languages that use a script other than Cyrillic and Latin. Languages that share a script are
/// told apart by a few letters.
final class OtherScripts {

    private static final Map<UnicodeScript, String> LANGUAGES = Map.ofEntries(
            Map.entry(UnicodeScript.HAN, "zh"),
            Map.entry(UnicodeScript.HIRAGANA, "ja"),
            Map.entry(UnicodeScript.KATAKANA, "ja"),
            Map.entry(UnicodeScript.HANGUL, "ko"),
            Map.entry(UnicodeScript.ARABIC, "ar"),
            Map.entry(UnicodeScript.HEBREW, "he"),
            Map.entry(UnicodeScript.ARMENIAN, "hy"),
            Map.entry(UnicodeScript.GEORGIAN, "ka"),
            Map.entry(UnicodeScript.GREEK, "el"),
            Map.entry(UnicodeScript.DEVANAGARI, "hi"),
            Map.entry(UnicodeScript.THAI, "th"));

    private static final Pattern KANA = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}]");
    /// Letters of Persian that Arabic lacks.
    private static final Pattern PERSIAN = Pattern.compile("[\u067e\u0686\u0698\u06af\u06a9\u06cc]");

    /// Letters of both Kazakh and Uyghur in Arabic script, as used in China.
    private static final Pattern KAZAKH_OR_UYGHUR = Pattern.compile("[\u06d5\u06c7\u06cb\u0674]");

    /// Letters of Uyghur that Kazakh lacks.
    private static final Pattern UYGHUR = Pattern.compile("[\u0626\u06d0\u06c8\u062e\u063a]");

    /// A script leaves little doubt, but a short text may lack the letter that tells two languages apart.
    private static final double SURE = 0.95;

    private OtherScripts() {}

    static DetectedLanguage detected(String language) {
        return new DetectedLanguage(DetectedLanguage.answeredIn(language), language, SURE);
    }

    /// @return the language in ISO 639-1, by the script of most letters; empty if that is Cyrillic, Latin
    ///     or an unknown script, or if there are no letters
    static Optional<String> language(String text) {
        return text
                .codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<UnicodeScript, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .filter(LANGUAGES::containsKey)
                .map(script -> language(script, text));
    }

    private static String language(UnicodeScript script, String text) {
        if (script == UnicodeScript.HAN && KANA.matcher(text).find()) {
            return "ja";
        }
        if (script == UnicodeScript.ARABIC && KAZAKH_OR_UYGHUR.matcher(text).find()) {
            return UYGHUR.matcher(text).find() ? "ug" : "kk";
        }
        if (script == UnicodeScript.ARABIC && PERSIAN.matcher(text).find()) {
            return "fa";
        }
        return LANGUAGES.getOrDefault(script, Analysis.UNDETERMINED);
    }
}
