package kezek.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Summarises a text by the one or two of its sentences that say most about its category.
final class ExtractiveSummary {

    /// In characters.
    static final int LONGEST = 300;

    private static final int SENTENCES = 2;

    /// A second sentence below this probability of the category is small talk.
    private static final double TELLING = 0.3;

    private static final Pattern GREETING = Pattern.compile(
            "^(?:здравствуйте|здравствуй|привет|добр(?:ый|ое|ого) (?:день|вечер|утро|дня)|доброе утро|уважаем\\p{L}+ [\\p{L}]+"
                    + "|с[әаэ]лем(?:етс[іи]з(?:дер)?(?: б[еэ])?)?|саламатсыз\\p{L}*|қайырлы (?:күн|таң|кеш)"
                    + "|hello|hi|hey|dear [\\p{L}]+|good (?:morning|afternoon|evening|day))(?: there| all| everyone)?(?![\\p{L}])[\\s,.!-]*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// Sentences of courtesy only.
    private static final Pattern COURTESY = Pattern.compile(
            "(?:(?:большое |огромное |заранее )?(?:спасибо|благодар(?:ю|им|ен|на)|признател\\p{L}+)(?: (?:большое|огромное|вам|заранее|за (?:помощь|ответ|понимание|внимание)))*"
                    + "|(?:очень )?(?:прошу|просим|пожалуйста)(?: (?:вас|мне|нам|помочь|разобраться|посмотреть|ответить|пожалуйста|проверить))*"
                    + "|(?:очень )?(?:жду|ждем|надеюсь на|рассчитываю на)(?: (?:вашего|ваш|скорейшего|скорого))*(?: (?:ответа|ответ|помощь))"
                    + "|помогите(?: пожалуйста)?|хорошего дня|всего доброго"
                    + "|(?:алдын ала |көп |үлкен )?(?:рахмет|рақмет)(?: (?:сізге|сіздерге))?|көмектес\\p{L}*|жауап күтемін"
                    + "|(?:many |huge )?(?:thanks|thank you)(?: (?:so much|very much|a lot|in advance|for your (?:help|support|time|attention)))*"
                    + "|please help(?: me)?|(?:i am |i'm )?(?:waiting|looking forward)(?: \\p{L}+){0,4})[\\s,.!]*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern END = Pattern.compile("(?<=[.!?…])\\s+|\\n\\s*\\n|\\n\\s*[*•-]\\s+");

    private ExtractiveSummary() {}

    /// @param text clean, see [kezek.language.CleanText]
    /// @param meaning the probability of the chosen category for a sentence alone
    /// @return at most 300 characters; empty only if the text is empty
    static String of(String text, ToDoubleFunction<String> meaning) {
        List<String> all = sentences(text);
        List<String> telling = all.stream()
                .filter(sentence -> !COURTESY.matcher(sentence).matches())
                .toList();
        List<String> sentences = telling.isEmpty() ? all : telling;
        List<Double> meanings = sentences.stream().map(meaning::applyAsDouble).toList();
        int clearest = meanings.indexOf(meanings.stream().max(Double::compare).orElse(0.0));
        List<Integer> best = IntStream.range(0, sentences.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -meanings.get(i))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SENTENCES)
                .filter(i -> sentences.size() <= SENTENCES || i == clearest || meanings.get(i) >= TELLING)
                .sorted()
                .toList();
        String extract = best.stream().map(sentences::get).collect(Collectors.joining(" "));
        return shortened(extract.isEmpty() ? flat(text) : extract);
    }

    private static List<String> sentences(String text) {
        return Arrays.stream(END.split(text))
                .map(sentence -> GREETING.matcher(flat(sentence)).replaceFirst(""))
                .filter(sentence -> sentence.chars().anyMatch(Character::isLetterOrDigit))
                .map(ExtractiveSummary::finished)
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
