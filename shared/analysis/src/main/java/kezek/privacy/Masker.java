package kezek.privacy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Replaces personal numbers and addresses in texts by placeholders such as `[CARD_1]`: identification
/// numbers (IIN, BIN), card numbers, phone numbers, e-mail addresses, account numbers (IBAN, and others
/// that follow a word such as `account`) and numbers of documents. Names, postal addresses and dates of
/// birth stay; `docs/privacy.md` has the whole list.
///
/// The time is proportional to the length of any text. Stateless; thread-safe.
public final class Masker {

    private static final int MOST_SEARCHES = 4;

    /// Numbers that are long enough not to be repeated by chance.
    private static final Pattern KNOWN = Pattern.compile("\\d{6,19}");

    private static final Comparator<PersonalDataMatch> STRONGEST_FIRST = Comparator.comparingInt(
                    (PersonalDataMatch finding) -> -finding.strength())
            .thenComparingInt(PersonalDataMatch::start)
            .thenComparingInt(finding -> -finding.end());

    private Masker() {}

    /// @param text what a client wrote
    public static Masked mask(String text) {
        return mask(List.of(text));
    }

    /// Masks several fields of one ticket. Equal values in two of them get the same placeholder.
    public static Masked mask(List<String> texts) {
        PlaceholderValues masking = new PlaceholderValues();
        List<NormalizedText> normalizedTexts =
                texts.stream().map(NormalizedText::of).toList();
        List<NavigableMap<Integer, PersonalDataMatch>> found = IntStream.range(0, texts.size())
                .mapToObj(i -> findings(texts.get(i), normalizedTexts.get(i), masking))
                .toList();
        Map<String, PersonalDataKind> known = known(found);
        List<String> masked = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            NormalizedText normalized = normalizedTexts.get(i);
            NavigableMap<Integer, PersonalDataMatch> chosen = found.get(i);
            new Numbers(normalized.without(chosen.values()))
                    .again(known)
                    .forEach(finding -> choose(finding, chosen, normalized));
            masked.add(masked(texts.get(i), normalized, chosen.values(), masking));
        }
        return new Masked(List.copyOf(masked), masking);
    }

    private static Map<String, PersonalDataKind> known(List<NavigableMap<Integer, PersonalDataMatch>> found) {
        return found.stream()
                .flatMap(findings -> findings.values().stream())
                .filter(finding -> KNOWN.matcher(finding.value()).matches())
                .collect(Collectors.toMap(PersonalDataMatch::value, PersonalDataMatch::kind, (first, _) -> first));
    }

    private static String masked(
            String text, NormalizedText normalized, Collection<PersonalDataMatch> findings, PlaceholderValues masking) {
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        for (PersonalDataMatch finding : findings) {
            int start = normalized.sourceStart(finding.start());
            int end = normalized.sourceEnd(finding.end());
            masked.append(text, copied, start)
                    .append(masking.placeholder(finding.kind(), finding.value(), text.substring(start, end)));
            copied = end;
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /// Searches the rest again after each search, because two numbers without anything between hide each
    /// other at first.
    ///
    /// @return what is to be masked, in order and without overlaps
    private static NavigableMap<Integer, PersonalDataMatch> findings(
            String text, NormalizedText normalized, PlaceholderValues masking) {
        NavigableMap<Integer, PersonalDataMatch> chosen = new TreeMap<>();
        List<NormalizedText> normalizedTexts = bothWays(text, normalized);
        List<PersonalDataMatch> found = Stream.concat(personal(normalizedTexts, chosen), lookAlikes(text, masking))
                .toList();
        for (int search = 0; search < MOST_SEARCHES && !found.isEmpty(); search++) {
            found.stream().sorted(STRONGEST_FIRST).forEach(finding -> choose(finding, chosen, normalized));
            found = personal(normalizedTexts, chosen).toList();
        }
        return chosen;
    }

    /// A plus in a URL is a blank or a plus. A number is masked if it is one either way.
    private static List<NormalizedText> bothWays(String text, NormalizedText normalized) {
        NormalizedText literal = NormalizedText.literally(text);
        return literal.text().equals(normalized.text()) ? List.of(normalized) : List.of(normalized, literal);
    }

    private static Stream<PersonalDataMatch> personal(
            List<NormalizedText> normalizedTexts, NavigableMap<Integer, PersonalDataMatch> chosen) {
        return normalizedTexts.stream().flatMap(normalized -> personal(normalized.without(chosen.values())));
    }

    private static Stream<PersonalDataMatch> personal(NormalizedText normalized) {
        Numbers numbers = new Numbers(normalized);
        return Stream.of(
                        new Emails(normalized).find(),
                        new Ibans(normalized).find(),
                        numbers.find(),
                        new NamedNumbers(normalized, numbers).find())
                .flatMap(List::stream);
    }

    /// Placeholders in the client's own text are masked like values, so all placeholders of an answer are
    /// ours.
    private static Stream<PersonalDataMatch> lookAlikes(String text, PlaceholderValues masking) {
        NormalizedText normalized = NormalizedText.literally(text);
        List<PersonalDataMatch> findings = new ArrayList<>();
        for (Placeholder mention : PlaceholderFinder.possibleIn(normalized)) {
            String spelled = normalized.source(mention.start(), mention.end());
            if (mention.form() == Placeholder.Form.FOREIGN) {
                masking.keep(spelled);
            } else {
                findings.add(new PersonalDataMatch(
                        PersonalDataKind.TEXT, mention.start(), mention.end(), spelled, PersonalDataMatch.LOOK_ALIKE));
            }
        }
        return findings.stream();
    }

    /// Of two matches that overlap, the stronger one stays and is extended by the weaker one.
    private static void choose(
            PersonalDataMatch finding, NavigableMap<Integer, PersonalDataMatch> chosen, NormalizedText normalized) {
        List<PersonalDataMatch> overlapped = overlapped(finding, chosen);
        if (overlapped.isEmpty()) {
            chosen.put(finding.start(), finding);
            return;
        }
        if (isCovered(finding, overlapped, normalized)) {
            return;
        }
        PersonalDataMatch whole = finding;
        PersonalDataKind kind = overlapped.getFirst().kind();
        int strength = 0;
        for (PersonalDataMatch part : overlapped) {
            chosen.remove(part.start());
            whole = whole.extendedTo(part);
            kind = part.strength() > strength ? part.kind() : kind;
            strength = Math.max(strength, part.strength());
        }
        String value = normalized.text().substring(whole.start(), whole.end());
        chosen.put(whole.start(), new PersonalDataMatch(kind, whole.start(), whole.end(), value, strength));
    }

    private static List<PersonalDataMatch> overlapped(
            PersonalDataMatch finding, NavigableMap<Integer, PersonalDataMatch> chosen) {
        Stream<PersonalDataMatch> before =
                Optional.ofNullable(chosen.lowerEntry(finding.start())).map(Map.Entry::getValue).stream();
        Stream<PersonalDataMatch> inside = chosen.subMap(finding.start(), finding.end()).values().stream();
        return Stream.concat(before, inside)
                .filter(other -> other.overlaps(finding))
                .toList();
    }

    private static boolean isCovered(
            PersonalDataMatch finding, List<PersonalDataMatch> overlapped, NormalizedText normalized) {
        boolean wholly = finding.kind() == PersonalDataKind.TEXT;
        for (int i = finding.start(); i < finding.end(); i++) {
            int at = i;
            if ((wholly || Character.isLetterOrDigit(normalized.text().charAt(at)))
                    && overlapped.stream().noneMatch(other -> other.start() <= at && at < other.end())) {
                return false;
            }
        }
        return true;
    }
}
