package kezek.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds e-mail addresses in any alphabet, also obfuscated ones: `name (at) mail . ru`,
/// `name собака mail точка ru`.
final class Emails {

    /// An address with blanks needs one of these endings; an address without blanks needs none.
    private static final String ENDING =
            "(?:kz|ru|com|net|org|info|biz|pro|me|io|online|uz|kg|by|ua|az|am|ge|tj|tr|de|uk|us|eu|cn|in|edu|gov|su|рф|каз|бел|укр|рус|онлаин|xn--[a-z0-9-]{2,20})";

    private static final String AT =
            "(?:[ \\n]{0,2}+(?:[(\\[{<] ?(?:at|эт|собака|собачка|@) ?[)\\]}>]|@)[ \\n]{0,2}+|[ \\n]{1,2}+(?:собака|собачка)[ \\n]{1,2}+)";
    private static final String BARE_AT = "[ \\n]{1,2}+at[ \\n]{1,2}+";
    private static final String SIGN_DOT =
            "(?:[ \\n]{0,2}+(?:\\.|[(\\[{<] ?(?:dot|точка|\\.) ?[)\\]}>])[ \\n]{0,2}+|[ \\n]{1,2}+(?:dot|точка)[ \\n]{1,2}+)";
    private static final String WORD_DOT = "[ \\n]{1,2}+(?:dot|точка)[ \\n]{1,2}+";
    private static final String LABEL = "[\\p{L}\\d][\\p{L}\\d_-]{0,62}+";

    private static final Pattern PLAIN_DOMAIN = Pattern.compile("[\\p{L}\\d][\\p{L}\\d_-]*+(?:\\.[\\p{L}\\d_-]++)*+");
    private static final Pattern SPACED =
            Pattern.compile(AT + "(?:" + LABEL + SIGN_DOT + "){1,4}" + ENDING + "(?![\\p{L}\\d])");
    private static final Pattern SPOKEN =
            Pattern.compile(BARE_AT + "(?:" + LABEL + WORD_DOT + "){1,4}" + ENDING + "(?![\\p{L}\\d])");
    private static final Pattern MARK = Pattern.compile("@|(?<!\\p{L})(?:at|эт|собака|собачка)(?!\\p{L})");
    private static final Pattern KNOWN_END = Pattern.compile(".*\\." + ENDING);

    private static final String INSIDE_LOCAL = "._%+'-!#$&~";
    private static final int LONGEST_ADDRESS = 320;

    private final String text;

    Emails(NormalizedText normalized) {
        this.text = normalized.text();
    }

    List<PersonalDataMatch> find() {
        List<PersonalDataMatch> findings = new ArrayList<>();
        Matcher mark = MARK.matcher(text);
        int floor = 0;
        while (mark.find()) {
            PersonalDataMatch found = at(mark.start(), mark.end(), floor);
            if (found.end() > found.start()) {
                findings.add(found);
            }
            floor = mark.end();
        }
        return findings;
    }

    private PersonalDataMatch at(int start, int end, int floor) {
        boolean isSign = text.charAt(start) == '@';
        int plainEnd = isSign ? end(PLAIN_DOMAIN, end) : -1;
        int plainStart = localStart(start, floor);
        boolean isPlain = plainEnd > 0 && plainStart < start;
        if (isPlain && KNOWN_END.matcher(text.substring(end, plainEnd)).matches()) {
            return finding(plainStart, plainEnd);
        }
        PersonalDataMatch obfuscated = obfuscated(start, floor);
        if (obfuscated.end() > obfuscated.start()) {
            return obfuscated;
        }
        boolean saysMore = isPlain && start - plainStart >= 2 && plainEnd - end >= 2;
        return saysMore ? finding(plainStart, plainEnd) : obfuscated;
    }

    /// With blanks, brackets or words around the signs.
    private PersonalDataMatch obfuscated(int mark, int floor) {
        int from = mark;
        while (from > floor && mark - from < 4 && " \n([{<".indexOf(text.charAt(from - 1)) >= 0) {
            from--;
        }
        int local = localStart(from, floor);
        int end = Math.max(end(SPACED, from), end(SPOKEN, from));
        return local < from && end > 0
                ? finding(local, end)
                : new PersonalDataMatch(PersonalDataKind.EMAIL, mark, mark, "", 0);
    }

    private int end(Pattern pattern, int start) {
        Matcher matcher = pattern.matcher(text).region(start, Math.min(text.length(), start + LONGEST_ADDRESS));
        matcher.useTransparentBounds(true);
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    /// @return where the part before the sign begins; `end` if there is none
    private int localStart(int end, int floor) {
        int start = end;
        while (start > floor && isLocal(text.charAt(start - 1))) {
            start--;
        }
        while (start < end && !Character.isLetterOrDigit(text.charAt(start)) && text.charAt(start) != '_') {
            start++;
        }
        return start;
    }

    private static boolean isLocal(char character) {
        return Character.isLetterOrDigit(character) || INSIDE_LOCAL.indexOf(character) >= 0;
    }

    private PersonalDataMatch finding(int start, int end) {
        int last = end;
        while (last > start && !Character.isLetterOrDigit(text.charAt(last - 1))) {
            last--;
        }
        String value =
                text.substring(start, last).replaceAll("[ \\n(){}<>\\[\\]]", "").replaceAll("собачка|собака", "@");
        return new PersonalDataMatch(PersonalDataKind.EMAIL, start, last, value, PersonalDataMatch.CHECKED);
    }
}
