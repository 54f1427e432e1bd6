package kezek.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Chooses the one or two sentences of a text that say most.
final class Extract {

    /// In characters.
    static final int LONGEST = 300;

    private static final int SENTENCES = 2;

    private static final Pattern GREETING = Pattern.compile(
            "^(?:здравствуйте|здравствуй|привет|добр(?:ый|ое|ого) (?:день|вечер|утро|дня)|доброе утро|уважаем\\p{L}+ [\\p{L}]+"
                    + "|с[әаэ]лем(?:етс[іи]з(?:дер)?(?: б[еэ])?)?|саламатсыз\\p{L}*|қайырлы (?:күн|таң|кеш)"
                    + "|hello|hi|hey|dear [\\p{L}]+|good (?:morning|afternoon|evening|day))(?: there| all| everyone)?(?![\\p{L}])[\\s,.!-]*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern END = Pattern.compile("(?<=[.!?…])\\s+|\\n\\s*\\n|\\n\\s*[*•-]\\s+");

    private Extract() {}

    /// @param text clean, see [CleanText]
    /// @param meaning how much a sentence says about the category that was chosen
    /// @return at most 300 characters; empty only for an empty text
    static String of(String text, ToIntFunction<String> meaning) {
        List<String> sentences = sentences(text);
        List<Integer> best = IntStream.range(0, sentences.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -meaning.applyAsInt(sentences.get(i)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SENTENCES)
                .sorted()
                .toList();
        String extract = best.stream().map(sentences::get).collect(Collectors.joining(" "));
        return shortened(extract.isEmpty() ? flat(text) : extract);
    }

    private static List<String> sentences(String text) {
        return Arrays.stream(END.split(text))
                .map(sentence -> GREETING.matcher(flat(sentence)).replaceFirst(""))
                .filter(sentence -> sentence.chars().anyMatch(Character::isLetterOrDigit))
                .map(Extract::finished)
                .toList();
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String finished(String sentence) {
        String first = sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
        return ".!?…".indexOf(first.charAt(first.length() - 1)) >= 0 ? first : first.replaceFirst("[,;:\\s]*$", ".");
    }

    private static String shortened(String extract) {
        if (extract.length() <= LONGEST) {
            return extract;
        }
        int space = extract.lastIndexOf(' ', LONGEST - 1);
        int end = space > LONGEST / 2 ? space : LONGEST - 1;
        boolean splitsPair = Character.isHighSurrogate(extract.charAt(end - 1));
        return extract.substring(0, splitsPair ? end - 1 : end) + "…";
    }
}
