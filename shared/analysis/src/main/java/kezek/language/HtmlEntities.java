package kezek.language;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decodes character references that are left when a page is turned into text: `&nbsp;`, `&#39;`,
/// `&#x27;`.
final class HtmlEntities {

    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));");

    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("nbsp", "\u00a0"),
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("laquo", "«"),
            Map.entry("raquo", "»"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("mdash", "—"),
            Map.entry("ndash", "–"),
            Map.entry("hellip", "…"),
            Map.entry("bull", "•"),
            Map.entry("shy", ""),
            Map.entry("zwnj", ""));

    private HtmlEntities() {}

    /// @return the text with the characters that the references stand for; an unknown reference stays
    static String decode(String text) {
        return text.indexOf('&') < 0
                ? text
                : REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(meaning(match)));
    }

    private static String meaning(MatchResult reference) {
        String decimal = reference.group(1);
        if (decimal != null) {
            return letter(Integer.parseInt(decimal), reference);
        }
        String hexadecimal = reference.group(2);
        if (hexadecimal != null) {
            return letter(Integer.parseInt(hexadecimal, 16), reference);
        }
        return NAMED.getOrDefault(reference.group(3), reference.group());
    }

    private static String letter(int codePoint, MatchResult reference) {
        return Character.isValidCodePoint(codePoint) && codePoint > 0
                ? Character.toString(codePoint)
                : reference.group();
    }
}
