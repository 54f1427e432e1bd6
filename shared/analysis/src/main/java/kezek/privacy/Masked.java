package kezek.privacy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kezek.privacy.Placeholder.Form;

/// Texts without personal numbers, and the values that were replaced. Immutable; thread-safe.
///
/// It holds the values in memory, so never store or log it. [#toString] has only the count of each kind.
public final class Masked {

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern LINE_BREAK = Pattern.compile("\\h*\\R\\s*");
    private static final String ENDS_OF_SENTENCES = ".!?\n";
    private static final int LONGEST_SENTENCE = 300;

    private final List<String> texts;
    private final PlaceholderValues masking;

    Masked(List<String> texts, PlaceholderValues masking) {
        this.texts = texts;
        this.masking = masking;
    }

    /// @return the first masked text
    public String text() {
        return texts.getFirst();
    }

    /// @return the masked texts, in the order of the originals
    public List<String> texts() {
        return texts;
    }

    /// @return the number of distinct values that were replaced, by kind. Kinds without values are
    ///     absent. The counts may be logged
    public Map<PersonalDataKind, Integer> counts() {
        Map<PersonalDataKind, Integer> counts = new EnumMap<>(PersonalDataKind.class);
        Arrays.stream(PersonalDataKind.values())
                .filter(kind -> masking.count(kind) > 0)
                .forEach(kind -> counts.put(kind, masking.count(kind)));
        return counts;
    }

    /// Puts the values back into a model's answer about the texts.
    ///
    ///     Masked masked = Masker.mask("Позвоните +77011234567");   // masked.text(): "Позвоните [PHONE_1]"
    ///     masked.restore("Просит звонить на [phone 1].");          // "Просит звонить на +77011234567."
    ///
    /// A model may change a placeholder: its case or brackets, a blank for the underscore, a translated
    /// or declined word, a missing number if there is only one such value. The second mention of a value
    /// is spelled as the client spelled it the second time, but without line breaks and invisible
    /// characters. A placeholder without a value, because the model invented it or it was cut off,
    /// becomes neutral words in the language of the sentence («номер карты»). No placeholder is left.
    ///
    /// @param answer one whole field of the answer, not yet cut to length
    public String restore(String answer) {
        return restored(answer, new HashMap<>(), Masked::tidy);
    }

    /// @return the texts as they were before they were masked, to the character
    public List<String> originals() {
        Map<String, Integer> mentions = new HashMap<>();
        return texts.stream()
                .map(text -> restored(text, mentions, (_, spelling) -> spelling))
                .toList();
    }

    private String restored(
            String answer, Map<String, Integer> mentions, BiFunction<PersonalDataKind, String, String> spelled) {
        NormalizedText normalized = NormalizedText.literally(answer);
        StringBuilder restored = new StringBuilder(answer.length());
        int copied = 0;
        for (Placeholder mention : PlaceholderFinder.in(normalized)) {
            int start = normalized.sourceStart(mention.start());
            int end = normalized.sourceEnd(mention.end());
            restored.append(answer, copied, start);
            Optional<String> value = value(mention, mentions, spelled);
            if (value.isPresent()) {
                restored.append(value.get());
            } else if (isOwnWords(mention, answer.substring(start, end))) {
                restored.append(answer, start, end);
            } else {
                FallbackText.append(restored, mention.kind(), sentence(answer, start, end));
            }
            copied = end;
        }
        return restored.append(answer, copied, answer.length()).toString();
    }

    private Optional<String> value(
            Placeholder mention, Map<String, Integer> mentions, BiFunction<PersonalDataKind, String, String> spelled) {
        if (mention.kind().isEmpty() || mention.form() == Form.CUT) {
            return Optional.empty();
        }
        PersonalDataKind kind = mention.kind().get();
        int number = mention.number().orElse(masking.count(kind) == 1 ? 1 : 0);
        int earlier = mentions.merge(kind + " " + number, 1, Integer::sum) - 1;
        return masking.spelling(kind, number, earlier).map(spelling -> spelled.apply(kind, spelling));
    }

    private boolean isOwnWords(Placeholder mention, String spelled) {
        return mention.form() == Form.UNMARKED || mention.form() == Form.FOREIGN && masking.isKept(spelled);
    }

    private static String tidy(PersonalDataKind kind, String spelling) {
        String visible = INVISIBLE.matcher(spelling).replaceAll("");
        return LINE_BREAK.matcher(visible).replaceAll(kind == PersonalDataKind.EMAIL ? "" : " ");
    }

    private static String sentence(String answer, int start, int end) {
        int from = start;
        while (from > 0 && start - from < LONGEST_SENTENCE && ENDS_OF_SENTENCES.indexOf(answer.charAt(from - 1)) < 0) {
            from--;
        }
        int to = end;
        while (to < answer.length()
                && to - end < LONGEST_SENTENCE
                && ENDS_OF_SENTENCES.indexOf(answer.charAt(to)) < 0) {
            to++;
        }
        return answer.substring(from, start) + answer.substring(end, to);
    }

    /// The number of values of each kind, for example `Masked[CARD 1, PHONE 2]`.
    @Override
    public String toString() {
        return counts().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", "Masked[", "]"));
    }
}
