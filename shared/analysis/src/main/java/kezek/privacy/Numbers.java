package kezek.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kezek.privacy.DigitGroup.Gap;

/// Finds numbers by their digits alone: identification numbers, cards, phone numbers.
///
/// Every group of digits is tried as the beginning of a number of up to 19 digits, with the separators
/// that people write between groups, so the time is proportional to the length of the text.
final class Numbers {

    private static final int SHORTEST = 8;
    private static final int SHORTEST_CARD = 13;
    private static final int LONGEST_NUMBER = 19;
    private static final Set<List<Integer>> CARD_SHAPES =
            Set.of(List.of(4, 6, 5), List.of(4, 6, 4), List.of(6, 10), List.of(6, 13), List.of(4, 5, 6));

    /// Uzbekistan and Belarus have cards that begin with 8 and 9.
    private static final Pattern CARD_PREFIX =
            Pattern.compile("(?:[3-6]|220[0-4]|22[2-9]|2[3-6]|27[01]|2720|8600|9860|9112)\\d*");

    private static final Pattern TIME = Pattern.compile("20\\d\\d(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01])\\d*");

    private final NormalizedText normalized;
    private final String numeric;
    private final List<DigitGroup> groups;

    Numbers(NormalizedText normalized) {
        this.normalized = normalized;
        this.numeric = normalized.numeric();
        this.groups = DigitGroup.of(numeric);
    }

    List<PersonalDataMatch> find() {
        Phones phones = new Phones(numeric);
        List<PersonalDataMatch> findings = new ArrayList<>();
        for (int first = 0; first < groups.size(); first++) {
            for (NumberCandidate candidate : candidates(first)) {
                if (candidate.length() < SHORTEST) {
                    continue;
                }
                Stream.<Function<NumberCandidate, Optional<PersonalDataMatch>>>of(
                                this::identification, this::card, phones::phone)
                        .flatMap(kind -> kind.apply(candidate).stream())
                        .forEach(findings::add);
            }
        }
        return findings;
    }

    /// Finds the other mentions of numbers that a word gave away in one place.
    ///
    /// @param known kinds by value
    List<PersonalDataMatch> again(Map<String, PersonalDataKind> known) {
        List<PersonalDataMatch> findings = new ArrayList<>();
        for (int first = 0; first < groups.size() && !known.isEmpty(); first++) {
            for (NumberCandidate candidate : candidates(first)) {
                String value = Phones.dialled(candidate.digits());
                PersonalDataKind kind = known.getOrDefault(value, known.get(candidate.digits()));
                if (kind != null) {
                    String found = kind == PersonalDataKind.PHONE ? value : candidate.digits();
                    findings.add(new PersonalDataMatch(
                            kind, candidate.start(), candidate.end(), found, PersonalDataMatch.LIKELY));
                }
            }
        }
        return findings;
    }

    /// @return the numbers that begin with that group, the shortest first
    List<NumberCandidate> candidates(int first) {
        List<NumberCandidate> candidates = new ArrayList<>();
        StringBuilder digits = new StringBuilder();
        for (int last = first; last < groups.size(); last++) {
            DigitGroup group = groups.get(last);
            if (last > first && group.gap() == Gap.BREAK || digits.length() + group.length() > LONGEST_NUMBER) {
                break;
            }
            digits.append(numeric, group.start(), group.end());
            candidates.add(new NumberCandidate(groups.subList(first, last + 1), digits.toString()));
        }
        return candidates;
    }

    /// @return the numbers that begin at that character, the shortest first
    List<NumberCandidate> candidatesAt(int start) {
        int low = 0;
        int high = groups.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (groups.get(middle).start() < start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < groups.size() && groups.get(low).start() == start ? candidates(low) : List.of();
    }

    private Optional<PersonalDataMatch> identification(NumberCandidate candidate) {
        if (candidate.length() != 12 || !isWrittenAsOne(candidate) || isSum(candidate)) {
            return Optional.empty();
        }
        int strength = candidate.isOneGroup() ? PersonalDataMatch.CHECKED + 2 : PersonalDataMatch.FORMED + 6;
        if (CheckDigits.isIin(candidate.digits())) {
            return Optional.of(finding(PersonalDataKind.IIN, candidate, strength));
        }
        return CheckDigits.isBin(candidate.digits())
                ? Optional.of(finding(PersonalDataKind.BIN, candidate, strength))
                : Optional.empty();
    }

    private Optional<PersonalDataMatch> card(NumberCandidate candidate) {
        if (candidate.length() < SHORTEST_CARD
                || !isWrittenAsOne(candidate)
                || !CARD_PREFIX.matcher(candidate.digits()).matches()
                || !CheckDigits.isLuhn(candidate.digits())
                || candidate.isInThousands()
                || candidate.holdsDate()
                || candidate.isOneGroup() && TIME.matcher(candidate.digits()).matches()) {
            return Optional.empty();
        }
        boolean isPrinted = candidate.isEven() || CARD_SHAPES.contains(candidate.shape());
        if (!isPrinted && !isWrittenSomehow(candidate)) {
            return Optional.empty();
        }
        return Optional.of(finding(
                PersonalDataKind.CARD, candidate, isPrinted ? PersonalDataMatch.CHECKED : PersonalDataMatch.LIKELY));
    }

    /// A card of a usual length in a few groups of any lengths.
    private boolean isWrittenSomehow(NumberCandidate candidate) {
        int start = candidate.start();
        int end = candidate.end();
        boolean beginsWord = start == 0 || !Character.isLetter(numeric.charAt(start - 1));
        boolean isFraction = end + 1 < numeric.length()
                && numeric.charAt(end) == ','
                && NormalizedText.isDigit(numeric.charAt(end + 1));
        return isUsual(candidate)
                && beginsWord
                && !isFraction
                && candidate.hasOnly(Gap.SPACE, Gap.DASH, Gap.DOT)
                && candidate.groups().stream().allMatch(group -> group.length() > 1);
    }

    private static boolean isUsual(NumberCandidate candidate) {
        return candidate.length() == 15 || candidate.length() == 16;
    }

    /// All gaps of one kind; only blanks and hyphens mix.
    private static boolean isWrittenAsOne(NumberCandidate candidate) {
        return candidate.gaps().size() <= 1 && !candidate.gaps().contains(Gap.BRACKET)
                || candidate.hasOnly(Gap.SPACE, Gap.DASH);
    }

    private boolean isSum(NumberCandidate candidate) {
        return candidate.isInThousands() && Amounts.isBeside(normalized.text(), candidate.start(), candidate.end());
    }

    private static PersonalDataMatch finding(PersonalDataKind kind, NumberCandidate candidate, int strength) {
        return new PersonalDataMatch(kind, candidate.start(), candidate.end(), candidate.digits(), strength);
    }
}
