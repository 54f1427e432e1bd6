package kezek.privacy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kezek.privacy.DigitGroup.Gap;

/// Neighbouring groups of digits that may be one number.
///
/// @param digits of all groups, at most 19
record NumberCandidate(List<DigitGroup> groups, String digits) {

    int start() {
        return groups.getFirst().start();
    }

    int end() {
        return groups.getLast().end();
    }

    int length() {
        return digits.length();
    }

    boolean isOneGroup() {
        return groups.size() == 1;
    }

    /// The kinds of gaps between the groups.
    Set<Gap> gaps() {
        return groups.stream()
                .skip(1)
                .map(DigitGroup::gap)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Gap.class)));
    }

    /// Whether all gaps are of one of these kinds.
    boolean hasOnly(Gap... allowed) {
        return Set.of(allowed).containsAll(gaps());
    }

    List<Integer> shape() {
        return groups.stream().map(DigitGroup::length).toList();
    }

    /// Whether it is written like a sum: `450 000 000`.
    boolean isInThousands() {
        return groups.size() > 1
                && groups.getFirst().length() <= 3
                && groups.stream().skip(1).allMatch(group -> group.length() == 3)
                && gaps().size() == 1
                && !gaps().contains(Gap.DASH);
    }

    /// Whether it contains a date such as `12.05.2024` or `2024-05-12`.
    boolean holdsDate() {
        List<Integer> shape = shape();
        for (int i = 0; i + 3 <= shape.size(); i++) {
            List<Integer> part = shape.subList(i, i + 3);
            if ((part.equals(List.of(2, 2, 4)) || part.equals(List.of(4, 2, 2)) || part.equals(List.of(2, 2, 2)))
                    && isDate(groups.subList(i, i + 3))) {
                return true;
            }
        }
        return false;
    }

    private boolean isDate(List<DigitGroup> parts) {
        Gap first = parts.get(1).gap();
        int month = number(parts.get(1));
        int day = number(parts.get(parts.getFirst().length() == 4 ? 2 : 0));
        return first == parts.get(2).gap() && first != Gap.SPACE && month <= 12 && day <= 31;
    }

    private int number(DigitGroup group) {
        int offset = groups.stream()
                .takeWhile(other -> other.start() < group.start())
                .mapToInt(DigitGroup::length)
                .sum();
        return Integer.parseInt(digits, offset, offset + group.length(), 10);
    }

    /// Returns whether the digits are grouped as on a payment card: all groups have the same length, or
    /// there are at least three groups and only the last one is shorter, or up to three digits longer.
    boolean isEven() {
        int length = groups.getFirst().length();
        int last = groups.getLast().length();
        return groups.stream().limit(groups.size() - 1L).allMatch(group -> group.length() == length)
                && (last == length || groups.size() >= 3 && last <= length + 3);
    }

    @Override
    public String toString() {
        return "NumberCandidate[" + shape() + "]";
    }
}
