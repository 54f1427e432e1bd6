package kezek.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kezek.privacy.DigitGroup.Gap;

/// Finds numbers by the word before them, including mistyped ones with a wrong check digit, and kinds
/// without a check digit.
///
/// Only certain words may stand between the word and its number (`номер`, `мой`, `клиента`), but any
/// three before a number of unmistakable length. All repetitions are possessive and bounded, and look no
/// further than [#REACH], so no text causes backtracking.
final class NamedNumbers {

    private static final int REACH = 80;

    private static final String LINK_WORDS =
            "номер\\p{L}*+|номир\\p{L}*+|number|num|no|nr|is|my|the|of|мо[иеяю]\\p{L}?|мени\\p{L}{1,2}"
                    + "|ваш\\p{L}?|это|есть|клиент\\p{L}*+|серия|сер|series|для|связи|контактн\\p{L}++|мобильн\\p{L}++|моб|раб|дом"
                    + "|нов\\p{L}++|стар\\p{L}++|new|old|личности|рк|рф|rk|kz|visa|виза|mastercard|gold|kaspi|каспи|halyk|халык|bank|банк\\p{L}*+";
    private static final String LINK =
            "(?:[\\s:=№#\"'«»“”()\\[\\]<>*_,/+-]|\\.(?=[ ]?[\\d(+№#a-zа-я])|(?:" + LINK_WORDS + ")(?!\\p{L})){0,20}+";

    private static final Pattern LINKS = Pattern.compile("\\.?" + LINK);
    private static final Pattern LINKS_FROM_DATE = Pattern.compile(
            LINK + "(?:от|from|dated) \\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}(?: ?г(?:ода)?\\.?)?+(?!\\d)" + LINK);
    private static final Pattern ANY_WORDS =
            Pattern.compile("(?:[\\s:№#\"'«»()-]*+\\p{L}{1,15}+){0,3}+[\\s:№#\"'«»()+=.-]*+");

    private static final String CASE = "(?:-?(?:им|ым|ини|нин|а|у|ом))?(?!\\p{L})";
    private static final Pattern IIN_WORD = word("(?:иин|жсн|iin|инн|inn)" + CASE);
    private static final Pattern BIN_WORD = word("(?:бин|бсн|bin)" + CASE);
    private static final Pattern CARD_WORD = word(
            "(?:карт(?:а|ы|у|е|ои|ою|очк\\p{L}{1,3}|а[мсгн]\\p{L}{0,5})?|cards?_?(?:number|no)?|pan|visa|mastercard|виза|мастеркард|пластик\\p{L}{0,3})(?!\\p{L})");
    private static final Pattern PHONE_WORD = word(
            "(?:тел(?:ефон\\p{L}{0,6})?|(?:tele)?phones?(?:number|no)?|tel|mob(?:ile)?|cell|моб|мобильн\\p{L}{1,3}|сотов\\p{L}{1,3}|сот|уялы\\p{L}{0,3}"
                    + "|what.{0,2}app|ва[тц]с?ап\\p{L}{0,2}|вотсап\\p{L}{0,2}|viber|ваибер\\p{L}{0,2}|telegram|телеграм\\p{L}{0,2}|факс|fax|контакт\\p{L}{0,4}|баиланыс\\p{L}{0,3})(?!\\p{L})");
    private static final Pattern CALL_WORD = word(
            "(?:(?:по|пере)?звон\\p{L}{1,6}|набер\\p{L}{1,4}|связ\\p{L}{1,6}|хабарлас\\p{L}{0,8}|call|reach|contact|sms|смс)(?!\\p{L})");
    private static final Pattern NUMBER_WORD = word("(?:номер\\p{L}{0,3}|номир\\p{L}{0,6}|number)(?!\\p{L})");
    private static final Pattern DOCUMENT_WORD = word(
            "(?:удостоверени\\p{L}{1,3}|уд ?[.-]? ?(?:личности|лич|л)|удв|у ?\\. ?л|(?:жеке )?куали[кг]\\p{L}{0,6}|id ?-? ?(?:card|карт\\p{L}{0,2})|identity(?: card| document)?"
                    + "|(?:загран)?паспорт\\p{L}{0,3}|passports?(?:number|no)?|толкужат\\p{L}{0,5}|водительск\\p{L}{1,4}(?: удостоверени\\p{L}{1,3}| прав\\p{L}{0,3})?"
                    + "|в ?/ ?у|права|driver.{0,2} licen[cs]e|driving licen[cs]e|жургизуши\\p{L}{0,4}(?: куали[кг]\\p{L}{0,6})?)(?!\\p{L})");
    private static final Pattern PAPER_WORD = word(
            "(?:(?:номер\\p{L}{0,2}|№) )?(?:документ\\p{L}{0,3}|кужат\\p{L}{0,5}|documents?(?:number|no)?)(?!\\p{L})");
    private static final Pattern ACCOUNT_WORD = word(
            "(?:(?:(?:суб)?счет(?:а|у|е|ом|ов|ам|ах)?|договор(?:а|у|е|ом|ы|ов)?|контракт\\p{L}{0,2}|(?:есеп ?)?шот\\p{L}{0,6}|келисим(?:шарт)?\\p{L}{0,6}|шарт\\p{L}{0,4}"
                    + "|accounts?(?:number|no)?|acct|a/c|contracts?(?:number|no)?|agreements?)(?!\\p{L})|сч\\.|дог\\.|[лрдби] ?/ ?с(?:ч)?(?!\\p{L}))");

    private static final Pattern CODE = Pattern.compile(
            "(?:[a-zа-я]{1,4}[/-]?)?\\d[\\da-zа-я]*+(?:[/-][\\da-zа-я]++){0,5}+(?: \\d{3,10}+(?![.,:/]\\d)){0,6}+");
    /// A series of letters before digits.
    private static final Pattern SERIES = Pattern.compile("[a-zа-я]{1,3}(?: ?(?:№|no)|-)? ?(?=\\d)");
    /// A Russian passport: series and number, the number named again.
    private static final Pattern SERIES_AND_NUMBER =
            Pattern.compile("\\d{2} ?\\d{2}[ ,]{0,3}+(?:№|#|номер|no|number)[ :]{0,2}+\\d{6}(?!\\d)");
    private static final Pattern PASSPORT = Pattern.compile("(?<![\\p{L}\\d])n\\d{8}(?![\\p{L}\\d])");

    private static final Pattern DATE =
            Pattern.compile("(?:\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{4}[./-]\\d{2}[./-]\\d{2})(?!\\d)");
    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?: \\d{3})+");
    private static final Pattern NUMBER_SIGN = Pattern.compile("№|#|номер|номир|number|num|(?<!\\p{L})no(?!\\p{L})");
    private static final Pattern FEW_DIGITS = Pattern.compile("\\D*(?:\\d\\D*){0,4}");
    private static final Pattern TWO_DIGITS = Pattern.compile("\\D*(?:\\d\\D*){0,2}");

    private static final List<Integer> PAPER_LENGTHS = List.of(9, 8, 10, 12, 7, 6, 11);

    private final String text;
    private final String numeric;
    private final Numbers numbers;
    private final Phones phones;
    private final List<PersonalDataMatch> findings = new ArrayList<>();

    NamedNumbers(NormalizedText normalized, Numbers numbers) {
        this.text = normalized.text();
        this.numeric = normalized.numeric();
        this.numbers = numbers;
        this.phones = new Phones(numeric);
    }

    private static Pattern word(String words) {
        return Pattern.compile("(?<!\\p{L})" + words);
    }

    List<PersonalDataMatch> find() {
        each(IIN_WORD, word -> identification(PersonalDataKind.IIN, word));
        each(BIN_WORD, word -> identification(PersonalDataKind.BIN, word));
        each(CARD_WORD, this::card);
        each(PHONE_WORD, word -> phone(word).or(() -> localPhone(word)));
        each(CALL_WORD, this::call);
        each(NUMBER_WORD, this::number);
        each(DOCUMENT_WORD, this::paper);
        each(PAPER_WORD, word -> isNumbered(word) ? paper(word) : Optional.empty());
        each(ACCOUNT_WORD, this::account);
        Matcher passport = PASSPORT.matcher(numeric);
        while (passport.find()) {
            findings.add(finding(PersonalDataKind.DOCUMENT, passport.start(), passport.end()));
        }
        return findings;
    }

    private void each(Pattern word, Function<MatchResult, Optional<PersonalDataMatch>> number) {
        Matcher matcher = word.matcher(text);
        while (matcher.find()) {
            number.apply(matcher.toMatchResult()).ifPresent(findings::add);
        }
    }

    /// @return where the links or words after that word end
    private int behind(MatchResult word, Pattern links) {
        Matcher matcher = links.matcher(numeric).region(word.end(), reach(word.end()));
        matcher.useTransparentBounds(true);
        return matcher.lookingAt() ? matcher.end() : word.end();
    }

    private int reach(int start) {
        return Math.min(numeric.length(), start + REACH);
    }

    private List<NumberCandidate> candidatesAfter(MatchResult word) {
        List<NumberCandidate> linked = numbers.candidatesAt(behind(word, LINKS));
        return linked.isEmpty() ? numbers.candidatesAt(behind(word, ANY_WORDS)) : linked;
    }

    private static Optional<NumberCandidate> first(
            List<NumberCandidate> candidates, Predicate<NumberCandidate> condition) {
        return candidates.stream().filter(condition).findFirst();
    }

    private Optional<PersonalDataMatch> identification(PersonalDataKind named, MatchResult word) {
        List<NumberCandidate> candidates = candidatesAfter(word);
        Optional<NumberCandidate> number = first(candidates, candidate -> candidate.length() == 12)
                .or(() -> first(candidates, candidate -> candidate.length() >= 10 && candidate.length() <= 14));
        return number.map(candidate -> {
            boolean isBin = CheckDigits.isBin(candidate.digits());
            boolean isIin = CheckDigits.isIin(candidate.digits());
            PersonalDataKind kind = isBin ? PersonalDataKind.BIN : isIin ? PersonalDataKind.IIN : named;
            return finding(
                    kind,
                    candidate,
                    isBin || isIin ? PersonalDataMatch.NAMED_AND_CHECKED : PersonalDataMatch.FORMED + 7);
        });
    }

    private Optional<PersonalDataMatch> card(MatchResult word) {
        List<NumberCandidate> candidates = candidatesAfter(word).stream()
                .filter(candidate -> candidate.length() >= 12 && !candidate.holdsDate())
                .toList();
        Predicate<NumberCandidate> isLuhn =
                candidate -> candidate.length() >= 13 && CheckDigits.isLuhn(candidate.digits());
        Predicate<NumberCandidate> isUsual = candidate -> candidate.length() == 16;
        return first(candidates, isUsual.and(isLuhn))
                .or(() -> first(candidates, isLuhn))
                .map(candidate -> finding(PersonalDataKind.CARD, candidate, PersonalDataMatch.NAMED_AND_CHECKED))
                .or(() -> first(candidates, isUsual)
                        .or(() -> first(candidates, candidate -> candidate.length() >= 13 || candidate.isEven()))
                        .map(candidate -> finding(PersonalDataKind.CARD, candidate, PersonalDataMatch.FORMED + 7)));
    }

    /// Ten digits or more: of any country directly after the word, of Kazakhstan and Russia after other
    /// words.
    private Optional<PersonalDataMatch> phone(MatchResult word) {
        return phone(numbers.candidatesAt(behind(word, LINKS)), _ -> true).or(() -> call(word));
    }

    private Optional<PersonalDataMatch> call(MatchResult word) {
        return phone(candidatesAfter(word), candidate -> Phones.isPlausible(candidate.digits()));
    }

    private Optional<PersonalDataMatch> number(MatchResult word) {
        return phone(numbers.candidatesAt(behind(word, LINKS)), candidate -> Phones.isPlausible(candidate.digits()));
    }

    private Optional<PersonalDataMatch> phone(List<NumberCandidate> behind, Predicate<NumberCandidate> condition) {
        List<NumberCandidate> candidates = behind.stream()
                .filter(this::canBePhone)
                .filter(candidate -> candidate.length() >= 10 && candidate.length() <= 15)
                .filter(condition)
                .toList();
        return first(
                        candidates,
                        candidate ->
                                candidate.length() == 11 && candidate.digits().matches("[78].*"))
                .or(() -> first(candidates, candidate -> candidate.length() == 10))
                .or(() -> first(candidates, _ -> true))
                .map(candidate -> phones.finding(candidate, PersonalDataMatch.FORMED + 4));
    }

    /// Five to nine digits, directly after the word.
    private Optional<PersonalDataMatch> localPhone(MatchResult word) {
        return numbers.candidatesAt(behind(word, LINKS)).stream()
                .filter(this::canBePhone)
                .filter(candidate -> candidate.length() >= 5 && candidate.length() <= 9)
                .filter(candidate -> !splits(candidate))
                .max(Comparator.comparingInt(NumberCandidate::length))
                .map(candidate -> phones.finding(candidate, PersonalDataMatch.LIKELY));
    }

    private boolean canBePhone(NumberCandidate candidate) {
        return candidate.hasOnly(Gap.SPACE, Gap.DASH, Gap.DOT, Gap.BRACKET)
                && !candidate.isInThousands()
                && !candidate.holdsDate()
                && !Amounts.isBeside(numeric, candidate.start(), candidate.end());
    }

    /// Whether it continues as a date, a time or a decimal fraction.
    private boolean splits(NumberCandidate candidate) {
        int end = candidate.end();
        return end + 1 < numeric.length()
                && ".,:/".indexOf(numeric.charAt(end)) >= 0
                && NormalizedText.isDigit(numeric.charAt(end + 1));
    }

    private int behindLinks(MatchResult word) {
        int dated = behind(word, LINKS_FROM_DATE);
        return dated > word.end() ? dated : behind(word, LINKS);
    }

    private boolean isNumbered(MatchResult word) {
        return NUMBER_SIGN
                .matcher(text.substring(word.start(), behindLinks(word)))
                .find();
    }

    private Optional<PersonalDataMatch> paper(MatchResult word) {
        int start = behindLinks(word);
        Matcher whole = SERIES_AND_NUMBER.matcher(numeric).region(start, reach(start));
        if (whole.lookingAt()) {
            return Optional.of(finding(PersonalDataKind.DOCUMENT, start, whole.end()));
        }
        Matcher series = SERIES.matcher(numeric).region(start, reach(start));
        List<NumberCandidate> candidates = numbers.candidatesAt(series.lookingAt() ? series.end() : start).stream()
                .filter(candidate ->
                        candidate.hasOnly(Gap.SPACE, Gap.DASH) && !candidate.holdsDate() && !splits(candidate))
                .filter(candidate -> !Amounts.isBeside(numeric, candidate.start(), candidate.end()))
                .toList();
        return PAPER_LENGTHS.stream()
                .flatMap(length -> first(candidates, candidate -> candidate.length() == length).stream())
                .findFirst()
                .map(candidate -> finding(PersonalDataKind.DOCUMENT, start, candidate.end()));
    }

    private Optional<PersonalDataMatch> account(MatchResult word) {
        int start = behindLinks(word);
        Matcher code = CODE.matcher(numeric).region(start, reach(start));
        if (!code.lookingAt()) {
            return Optional.empty();
        }
        String found = code.group();
        boolean isNumbered = isNumbered(word);
        boolean isTooShort =
                (isNumbered ? TWO_DIGITS : FEW_DIGITS).matcher(found).matches();
        boolean isSum = !isNumbered && (THOUSANDS.matcher(found).matches() || found.endsWith("000"));
        boolean isDate = DATE.matcher(numeric).region(start, reach(start)).lookingAt();
        return isTooShort || isSum || isDate || Amounts.isBeside(numeric, start, code.end())
                ? Optional.empty()
                : Optional.of(finding(PersonalDataKind.ACCOUNT, start, code.end()));
    }

    private PersonalDataMatch finding(PersonalDataKind kind, int start, int end) {
        StringBuilder value = new StringBuilder();
        numeric.substring(start, end).chars().filter(Character::isLetterOrDigit).forEach(c -> value.append((char) c));
        return new PersonalDataMatch(kind, start, end, value.toString(), PersonalDataMatch.FORMED);
    }

    private static PersonalDataMatch finding(PersonalDataKind kind, NumberCandidate candidate, int strength) {
        return new PersonalDataMatch(kind, candidate.start(), candidate.end(), candidate.digits(), strength);
    }
}
