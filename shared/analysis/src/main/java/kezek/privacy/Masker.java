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

/// Takes personal numbers and addresses out of texts: identification numbers (IIN, BIN), card numbers,
/// phones, e-mail addresses, account numbers (IBAN, and others behind their word), numbers of documents.
/// Names, postal addresses and dates of birth stay; `docs/privacy.md` tells the whole list.
///
/// The time is proportional to the length of the text, whatever it holds. Keeps nothing; thread-safe.
public final class Masker {

    private static final int MOST_SEARCHES = 4;

    /// Numbers that nobody writes by chance a second time.
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

    /// Masks several fields of one ticket: what is equal in two of them gets the same placeholder.
    public static Masked mask(List<String> texts) {
        PlaceholderValues masking = new PlaceholderValues();
        List<NormalizedText> readings = texts.stream().map(NormalizedText::of).toList();
        List<NavigableMap<Integer, PersonalDataMatch>> found = IntStream.range(0, texts.size())
                .mapToObj(i -> findings(texts.get(i), readings.get(i), masking))
                .toList();
        Map<String, PersonalDataKind> known = known(found);
        List<String> masked = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            NormalizedText reading = readings.get(i);
            NavigableMap<Integer, PersonalDataMatch> chosen = found.get(i);
            new Numbers(reading.without(chosen.values()))
                    .again(known)
                    .forEach(finding -> choose(finding, chosen, reading));
            masked.add(masked(texts.get(i), reading, chosen.values(), masking));
        }
        return new Masked(List.copyOf(masked), masking);
    }

    private static Map<String, PersonalDataKind> known(List<NavigableMap<Integer, PersonalDataMatch>> found) {
        return found.stream()
                .flatMap(findings -> findings.values().stream())
                .filter(finding -> KNOWN.matcher(finding.value()).matches())
                .collect(Collectors.toMap(PersonalDataMatch::value, PersonalDataMatch::kind, (first, _) -> first));
    }

    private static String masked(String text, NormalizedText reading, Collection<PersonalDataMatch> findings, PlaceholderValues masking) {
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        for (PersonalDataMatch finding : findings) {
            int start = reading.sourceStart(finding.start());
            int end = reading.sourceEnd(finding.end());
            masked.append(text, copied, start)
                    .append(masking.placeholder(finding.kind(), finding.value(), text.substring(start, end)));
            copied = end;
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /// Searches again in what is left: a number that another one hid at first, because they stood together
    /// without anything between, is found then.
    ///
    /// @return what is to be masked, in order, apart from each other
    private static NavigableMap<Integer, PersonalDataMatch> findings(String text, NormalizedText reading, PlaceholderValues masking) {
        NavigableMap<Integer, PersonalDataMatch> chosen = new TreeMap<>();
        List<NormalizedText> readings = bothWays(text, reading);
        List<PersonalDataMatch> found = Stream.concat(personal(readings, chosen), lookAlikes(text, masking))
                .toList();
        for (int search = 0; search < MOST_SEARCHES && !found.isEmpty(); search++) {
            found.stream().sorted(STRONGEST_FIRST).forEach(finding -> choose(finding, chosen, reading));
            found = personal(readings, chosen).toList();
        }
        return chosen;
    }

    /// A plus in what looks like the address of a page is a blank or a plus; a number is masked when it is
    /// one either way.
    private static List<NormalizedText> bothWays(String text, NormalizedText reading) {
        NormalizedText literal = NormalizedText.literally(text);
        return literal.text().equals(reading.text()) ? List.of(reading) : List.of(reading, literal);
    }

    private static Stream<PersonalDataMatch> personal(List<NormalizedText> readings, NavigableMap<Integer, PersonalDataMatch> chosen) {
        return readings.stream().flatMap(reading -> personal(reading.without(chosen.values())));
    }

    private static Stream<PersonalDataMatch> personal(NormalizedText reading) {
        Numbers numbers = new Numbers(reading);
        return Stream.of(
                        new Emails(reading).find(),
                        new Ibans(reading).find(),
                        numbers.find(),
                        new NamedNumbers(reading, numbers).find())
                .flatMap(List::stream);
    }

    /// What the client's text has of our own marks is masked like a value, so that an answer's marks are
    /// ours alone.
    private static Stream<PersonalDataMatch> lookAlikes(String text, PlaceholderValues masking) {
        NormalizedText reading = NormalizedText.literally(text);
        List<PersonalDataMatch> findings = new ArrayList<>();
        for (Placeholder mention : PlaceholderFinder.possibleIn(reading)) {
            String spelled = reading.source(mention.start(), mention.end());
            if (mention.form() == Placeholder.Form.FOREIGN) {
                masking.keep(spelled);
            } else {
                findings.add(new PersonalDataMatch(
                        PersonalDataKind.TEXT, mention.start(), mention.end(), spelled, PersonalDataMatch.LOOK_ALIKE));
            }
        }
        return findings.stream();
    }

    /// Of two that overlap the stronger one stays; what only the weaker one has is masked with it.
    private static void choose(PersonalDataMatch finding, NavigableMap<Integer, PersonalDataMatch> chosen, NormalizedText reading) {
        List<PersonalDataMatch> overlapped = overlapped(finding, chosen);
        if (overlapped.isEmpty()) {
            chosen.put(finding.start(), finding);
            return;
        }
        if (isCovered(finding, overlapped, reading)) {
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
        String value = reading.text().substring(whole.start(), whole.end());
        chosen.put(whole.start(), new PersonalDataMatch(kind, whole.start(), whole.end(), value, strength));
    }

    private static List<PersonalDataMatch> overlapped(PersonalDataMatch finding, NavigableMap<Integer, PersonalDataMatch> chosen) {
        Stream<PersonalDataMatch> before =
                Optional.ofNullable(chosen.lowerEntry(finding.start())).map(Map.Entry::getValue).stream();
        Stream<PersonalDataMatch> inside = chosen.subMap(finding.start(), finding.end()).values().stream();
        return Stream.concat(before, inside)
                .filter(other -> other.overlaps(finding))
                .toList();
    }

    private static boolean isCovered(PersonalDataMatch finding, List<PersonalDataMatch> overlapped, NormalizedText reading) {
        boolean wholly = finding.kind() == PersonalDataKind.TEXT;
        for (int i = finding.start(); i < finding.end(); i++) {
            int at = i;
            if ((wholly || Character.isLetterOrDigit(reading.text().charAt(at)))
                    && overlapped.stream().noneMatch(other -> other.start() <= at && at < other.end())) {
                return false;
            }
        }
        return true;
    }
}
