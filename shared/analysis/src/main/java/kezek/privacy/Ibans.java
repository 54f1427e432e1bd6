package kezek.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.text.LookAlikes;

/// Finds account numbers of ISO 13616 by the length of their country and the check digits. Those of
/// Kazakhstan and those that follow a word such as `IBAN` are found with wrong check digits too.
final class Ibans {

    /// From the IBAN registry of SWIFT.
    private static final Map<String, Integer> LENGTHS = Stream.of(
                    ("AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20"
                                    + " EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27"
                                    + " JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18"
                                    + " NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28"
                                    + " TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30")
                            .split(" "))
            .collect(Collectors.toMap(
                    entry -> entry.substring(0, 2).toLowerCase(Locale.ROOT),
                    entry -> Integer.valueOf(entry.substring(2))));

    private static final Pattern BEGIN = Pattern.compile("[a-z]{2}[ \\n-]?\\d[ ]?\\d");
    private static final Pattern NAMED = Pattern.compile(
            "(?<!\\p{L})(?:iban|ибан|иик|жик|счет\\p{L}{0,2}|шот\\p{L}{0,4}|account)(?!\\p{L})[ :№=\"-]{0,6}+$");
    private static final int NAME_REACH = 30;
    private static final int LONGEST_GAP = 3;
    private static final int SHORTEST = 15;
    private static final int LONGEST = 34;
    /// With fewer digits, one word in 97 would look like an account.
    private static final int FEWEST_DIGITS = 8;
    /// Check digits and bank are digits; the account itself may have letters.
    private static final Pattern KAZAKH = Pattern.compile("kz\\d{5}.*");

    private final String text;
    private final String latin;

    Ibans(NormalizedText normalized) {
        this.text = normalized.text();
        this.latin = latin(text);
    }

    /// @return the text in which look-alikes are Latin, and з is z, as people spell KZ
    private static String latin(String text) {
        StringBuilder latin = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            latin.setCharAt(i, letter == 'з' ? 'z' : LookAlikes.toLatin(letter));
        }
        return latin.toString();
    }

    List<PersonalDataMatch> find() {
        List<PersonalDataMatch> findings = new ArrayList<>();
        Matcher begin = BEGIN.matcher(latin);
        for (int from = 0; begin.find(from); from = begin.start() + 1) {
            iban(Letters.from(latin, begin.start())).ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<PersonalDataMatch> iban(Letters letters) {
        Optional<Integer> length = Optional.ofNullable(LENGTHS.get(letters.text.substring(0, 2)));
        if (length.isPresent() && letters.isWhole(latin, length.get()) && isChecked(letters, length.get())) {
            return Optional.of(finding(letters, length.get(), PersonalDataMatch.NAMED_AND_CHECKED));
        }
        boolean isKazakh = letters.text.startsWith("kz");
        boolean isNamed = NAMED.matcher(text.substring(Math.max(0, letters.start() - NAME_REACH), letters.start()))
                .find();
        if (isKazakh && letters.isPrinted(latin, 20)) {
            return Optional.of(finding(letters, 20, PersonalDataMatch.FORMED + 6));
        }
        for (int any = Math.min(LONGEST, letters.text.length()); any >= SHORTEST; any--) {
            if (letters.isPrinted(latin, any) && (isNamed || isChecked(letters, any))) {
                return Optional.of(finding(letters, any, PersonalDataMatch.FORMED + 6));
            }
        }
        return Optional.empty();
    }

    private static boolean isChecked(Letters letters, int length) {
        return CheckDigits.isMod97(letters.text.substring(0, length));
    }

    private static PersonalDataMatch finding(Letters letters, int length, int strength) {
        return new PersonalDataMatch(
                PersonalDataKind.IBAN,
                letters.start(),
                letters.end(length),
                letters.text.substring(0, length),
                strength);
    }

    /// Letters and digits in order, without the characters between them.
    ///
    /// @param text at most 34
    /// @param places the index of each of them
    private record Letters(String text, List<Integer> places) {

        static Letters from(String latin, int start) {
            StringBuilder letters = new StringBuilder();
            List<Integer> places = new ArrayList<>();
            int gap = 0;
            for (int at = start; at < latin.length() && letters.length() < LONGEST && gap <= LONGEST_GAP; at++) {
                char character = latin.charAt(at);
                boolean isPart = character >= 'a' && character <= 'z' || NormalizedText.isDigit(character);
                if (!isPart && " \n-._+".indexOf(character) < 0) {
                    break;
                }
                gap = isPart ? 0 : gap + 1;
                if (isPart) {
                    letters.append(character);
                    places.add(at);
                }
            }
            return new Letters(letters.toString(), places);
        }

        int start() {
            return places.getFirst();
        }

        int end(int length) {
            return places.get(length - 1) + 1;
        }

        /// Whether the first `length` of them end at the end of a word, and enough of them are digits.
        boolean isWhole(String latin, int length) {
            return text.length() >= length
                    && (end(length) == latin.length() || !Character.isLetterOrDigit(latin.charAt(end(length))))
                    && (KAZAKH.matcher(text).matches()
                            || text.substring(0, length)
                                            .chars()
                                            .filter(c -> c <= '9')
                                            .count()
                                    >= FEWEST_DIGITS);
        }

        /// Whether they are also written in one piece or in fours, at the beginning of a word.
        boolean isPrinted(String latin, int length) {
            boolean beginsWord = start() == 0 || !Character.isLetterOrDigit(latin.charAt(start() - 1));
            if (!beginsWord || !isWhole(latin, length)) {
                return false;
            }
            int pieces = 0;
            boolean inFours = true;
            for (int i = 1; i < length; i++) {
                boolean isGap = places.get(i) - places.get(i - 1) > 1;
                pieces += isGap ? 1 : 0;
                inFours &= isGap == (i % 4 == 0);
            }
            return pieces == 0 || inFours;
        }
    }
}
