package kezek.language;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kezek.text.Cyrillic;

/// A word of a text, and how much it says about the text's language.
///
/// @param word normalised, see [Tokens]
/// @param weight 1 for a plain word; less for words that authors copy: names, greetings, quotes, messages
///     of a program
record WeightedWord(String word, double weight) {

    /// The first words show the language; more would only cost time.
    private static final int MOST_WORDS = 300;

    private static final double NAME = 0.4;
    private static final double GREETING = 0.3;
    private static final double QUOTED = 0.2;
    /// In a text of two scripts, for a word that follows a word of the same script: five words of an
    /// error message are one message.
    private static final double SAME_RUN = 0.25;

    private static final int LONGEST_ACRONYM = 5;

    private static final Pattern QUOTE =
            Pattern.compile("«[^»]{1,400}»|“[^”]{1,400}”|„[^“”]{1,400}[“”]|\"[^\"]{1,400}\"");

    /// @param text clean, see [CleanText]
    /// @param greetings words that greet or thank
    /// @param known whether some language has the word on its list
    static List<WeightedWord> of(String text, Predicate<String> greetings, Predicate<String> known) {
        List<Token> tokens = tokens(text, known);
        boolean onlyQuotes = tokens.stream().allMatch(Token::quoted);
        boolean onlyGreetings = tokens.stream().allMatch(token -> greetings.test(token.word()));
        boolean twoScripts = tokens.stream().map(Token::cyrillic).distinct().count() > 1;
        List<WeightedWord> words = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            double weight = token.name() ? NAME : 1;
            if (token.quoted() && !onlyQuotes) {
                weight *= QUOTED;
            }
            if (!onlyGreetings && greetings.test(token.word())) {
                weight *= GREETING;
            }
            if (twoScripts && i > 0 && tokens.get(i - 1).cyrillic() == token.cyrillic()) {
                weight *= SAME_RUN;
            }
            words.add(new WeightedWord(token.word(), weight));
        }
        return words;
    }

    private record Token(String word, boolean name, boolean quoted) {

        boolean cyrillic() {
            return Cyrillic.isIn(word);
        }
    }

    private static List<Token> tokens(String text, Predicate<String> known) {
        List<MatchResult> quotes = QUOTE.matcher(text).results().toList();
        boolean shouted = text.chars().noneMatch(Character::isLowerCase);
        List<Token> tokens = new ArrayList<>();
        boolean first = true;
        for (MatchResult match : Tokens.found(text).limit(MOST_WORDS).toList()) {
            String written = match.group();
            String word = Tokens.normalised(written);
            if (Tokens.isWord(word) && isLanguage(written, word, known)) {
                boolean name = !first && !shouted && written.length() > 1 && Character.isUpperCase(written.charAt(0));
                boolean quoted =
                        quotes.stream().anyMatch(quote -> quote.start() <= match.start() && match.end() <= quote.end());
                tokens.add(new Token(word, name, quoted));
            }
            first = !Tokens.isWord(word);
        }
        return tokens;
    }

    /// Numbers, codes and abbreviations that are on no list belong to no language.
    private static boolean isLanguage(String written, String word, Predicate<String> known) {
        long digits = written.chars().filter(Character::isDigit).count();
        boolean acronym = written.length() > 1
                && written.length() <= LONGEST_ACRONYM
                && written.chars().noneMatch(Character::isLowerCase);
        return Tokens.hasLetter(word) && digits < 2 && !(acronym && !known.test(word));
    }
}
