package kezek.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kezek.privacy.Placeholder.Form;
import org.jspecify.annotations.Nullable;

/// Finds placeholders in a text, also those that a model changed: case, brackets, blanks, a translated or
/// declined word, a part cut off. In a client's text, the same search finds what would look like a
/// placeholder later.
final class PlaceholderFinder {

    private static final String WORD =
            "((?:(?:number|no|номер[а-я]{0,2})[ _])?+[a-zа-я](?:[a-zа-я]|-(?=[a-zа-я])){1,24}+(?:[ _]{1,2}(?:number|num|no|номер[а-я]{0,2}|номир[а-я]{0,4}))?+)";
    private static final String BETWEEN = "[\\\\ _:№#-]{0,4}+";
    private static final String NUMBER = "(\\d{1,4})(?!\\d)[a-zа-я]{0,3}";
    private static final String NO_WORD_BEFORE = "(?<![\\p{L}\\d_\\[])";

    private static final Pattern BRACKETED =
            Pattern.compile("([\\[{<]) {0,2}" + WORD + "(?:" + BETWEEN + NUMBER + ")? {0,2}\\\\?[\\]}>]");
    private static final Pattern ESCAPED =
            Pattern.compile("\\\\(?=\\[ {0,2}[a-zа-я-]{2,30}+(?:\\\\_\\d{1,4}|_\\d{1,4}\\\\)\\\\?\\])");
    private static final Pattern NOT_CLOSED = Pattern.compile("\\[ {0,2}" + WORD + "[\\\\ _-]{1,3}" + NUMBER);
    private static final Pattern NOT_OPENED =
            Pattern.compile(NO_WORD_BEFORE + WORD + "[\\\\ _-]{1,3}" + NUMBER + " ?\\\\?\\]");
    private static final Pattern BARE = Pattern.compile(NO_WORD_BEFORE + WORD + "\\\\?_(\\d{1,4})(?!\\d)");
    private static final Pattern UNMARKED = Pattern.compile(NO_WORD_BEFORE + WORD + "[ -](\\d{1,4})(?!\\d)");
    private static final Pattern CUT_BEFORE = Pattern.compile(NO_WORD_BEFORE + "([a-z]{0,10})_(\\d{1,4})\\]");
    private static final Pattern CUT_BEHIND = Pattern.compile("\\[ ?([a-zа-я-]{0,25})[\\\\ _-]{0,3}$");
    private static final Pattern BARE_CUT_BEHIND = Pattern.compile(NO_WORD_BEFORE + "([a-z]{2,10})\\\\?_$");
    private static final Pattern FOREIGN = Pattern.compile("\\[[a-zа-я]{2,20}(?:_[a-zа-я]{2,20}){0,3}_\\d{1,4}\\]");
    private static final Pattern FILLER =
            Pattern.compile("^(?:number|no|номер\\p{L}{0,2})[ _]|[ _](?:number|num|no|номер\\p{L}*|номир\\p{L}*)$");

    private static final int LONGEST_ENDING = 6;
    private static final int LONGEST = 80;

    private final NormalizedText normalized;
    private final String text;
    private final boolean insideOfWords;

    private PlaceholderFinder(NormalizedText normalized, boolean insideOfWords) {
        this.normalized = normalized;
        this.text = normalized.text();
        this.insideOfWords = insideOfWords;
    }

    /// @return all placeholders, in order and without overlaps
    static List<Placeholder> in(NormalizedText normalized) {
        return new PlaceholderFinder(normalized, false).find();
    }

    /// @return as [#in], and those inside words, because a masked beginning of the word would uncover them
    static List<Placeholder> possibleIn(NormalizedText normalized) {
        return new PlaceholderFinder(normalized, true).find();
    }

    private List<Placeholder> find() {
        List<Placeholder> placeholders = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            Optional<Placeholder> placeholder = mayBegin(at) ? at(at) : Optional.empty();
            placeholder.ifPresent(placeholders::add);
            at = placeholder.map(Placeholder::end).orElse(at + 1);
        }
        return placeholders;
    }

    private boolean mayBegin(int at) {
        char first = text.charAt(at);
        if ("[{<\\_".indexOf(first) >= 0) {
            return true;
        }
        return Character.isLetter(first)
                && (insideOfWords || at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
    }

    private Optional<Placeholder> at(int at) {
        return escaped(at)
                .or(() -> bracketed(at))
                .or(() -> foreign(at))
                .or(() -> known(NOT_CLOSED, at, Form.MARKED))
                .or(() -> known(NOT_OPENED, at, Form.MARKED))
                .or(() -> known(BARE, at, Form.MARKED))
                .or(() -> unmarked(at))
                .or(() -> cutBefore(at))
                .or(() -> cutBehind(at))
                .or(() -> bareCutBehind(at));
    }

    private Optional<Matcher> match(Pattern pattern, int at) {
        Matcher matcher = pattern.matcher(text).region(at, Math.min(text.length(), at + LONGEST));
        // Bounds that are not transparent hide what stands before.
        matcher.useTransparentBounds(!insideOfWords).useAnchoringBounds(false);
        return matcher.lookingAt() ? Optional.of(matcher) : Optional.empty();
    }

    /// Escaped for Markdown: `\[CARD\_1\]`.
    private Optional<Placeholder> escaped(int at) {
        return match(ESCAPED, at)
                .flatMap(matcher -> bracketed(at + 1))
                .map(placeholder -> new Placeholder(
                        at, placeholder.end(), placeholder.kind(), placeholder.number(), placeholder.form()));
    }

    private Optional<Placeholder> bracketed(int at) {
        Optional<Matcher> found = match(BRACKETED, at);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = found.get();
        Optional<PersonalDataKind> kind = kind(matcher.group(2));
        OptionalInt number = number(matcher.group(3));
        if (kind.isPresent() && (number.isPresent() || matcher.group(1).equals("["))) {
            return Optional.of(new Placeholder(at, matcher.end(), kind, number, Form.MARKED));
        }
        return Optional.empty();
    }

    /// In capitals, as ours are.
    private Optional<Placeholder> foreign(int at) {
        return match(FOREIGN, at)
                .filter(matcher -> normalized.source(at, matcher.end()).chars().noneMatch(Character::isLowerCase))
                .map(matcher ->
                        new Placeholder(at, matcher.end(), Optional.empty(), OptionalInt.empty(), Form.FOREIGN));
    }

    private Optional<Placeholder> known(Pattern pattern, int at, Form form) {
        return match(pattern, at)
                .flatMap(matcher -> kind(matcher.group(1))
                        .map(kind ->
                                new Placeholder(at, matcher.end(2), Optional.of(kind), number(matcher.group(2)), form))
                        .map(placeholder -> pattern == NOT_OPENED ? withEnd(placeholder, matcher.end()) : placeholder));
    }

    private static Placeholder withEnd(Placeholder placeholder, int end) {
        return new Placeholder(placeholder.start(), end, placeholder.kind(), placeholder.number(), placeholder.form());
    }

    /// `CARD 1` in capitals; in small letters these are words.
    private Optional<Placeholder> unmarked(int at) {
        return known(UNMARKED, at, Form.UNMARKED)
                .filter(placeholder -> Arrays.stream(PersonalDataKind.values())
                        .anyMatch(kind -> normalized
                                .source(placeholder.start(), placeholder.end())
                                .startsWith(kind.name())));
    }

    private Optional<Placeholder> cutBefore(int at) {
        return match(CUT_BEFORE, at).flatMap(matcher -> {
            List<PersonalDataKind> kinds = Arrays.stream(PersonalDataKind.values())
                    .filter(kind -> kind.name().toLowerCase(Locale.ROOT).endsWith(matcher.group(1)))
                    .toList();
            return kinds.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Placeholder(at, matcher.end(), only(kinds), OptionalInt.empty(), Form.CUT));
        });
    }

    private Optional<Placeholder> cutBehind(int at) {
        return match(CUT_BEHIND, at)
                .filter(matcher -> !beginning(matcher.group(1)).isEmpty())
                .map(matcher -> new Placeholder(
                        at, matcher.end(), only(beginning(matcher.group(1))), OptionalInt.empty(), Form.CUT));
    }

    private Optional<Placeholder> bareCutBehind(int at) {
        return match(BARE_CUT_BEHIND, at)
                .flatMap(matcher -> kind(matcher.group(1))
                        .map(kind ->
                                new Placeholder(at, matcher.end(), Optional.of(kind), OptionalInt.empty(), Form.CUT)));
    }

    /// The kinds that a placeholder can have that begins with these letters.
    private static List<PersonalDataKind> beginning(String letters) {
        return Arrays.stream(PersonalDataKind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).startsWith(letters)
                        || kind.stems().stream().anyMatch(stem -> stem.startsWith(letters) || isForm(letters, stem)))
                .toList();
    }

    private static Optional<PersonalDataKind> only(List<PersonalDataKind> kinds) {
        return kinds.size() == 1 ? Optional.of(kinds.getFirst()) : Optional.empty();
    }

    static Optional<PersonalDataKind> kind(String word) {
        String bare = FILLER.matcher(word).replaceAll("");
        return Arrays.stream(PersonalDataKind.values())
                .filter(kind -> kind.stems().stream().anyMatch(stem -> isForm(bare, stem)))
                .findFirst();
    }

    private static boolean isForm(String word, String stem) {
        return word.startsWith(stem) && word.length() - stem.length() <= LONGEST_ENDING;
    }

    private static OptionalInt number(@Nullable String digits) {
        return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
    }
}
