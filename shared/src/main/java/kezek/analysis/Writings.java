package kezek.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.analysis.Writing.Script;

/// Learns every writing of `writings.csv` from the texts beside it: the Universal Declaration of Human
/// Rights, which all languages have at the same length, everyday sentences, and the word lists.
final class Writings {

    /// The declaration is long and formal, the everyday sentences are few and what messages are like.
    private static final int EVERYDAY = 3;

    private final List<Alphabet> alphabets = Alphabet.all();
    private final List<List<String>> everyday = Table.read("everyday.csv", 2);
    private final List<List<String>> words = Table.read("words.csv", 3);

    private Writings() {}

    static List<Writing> learn() {
        Writings writings = new Writings();
        return Table.read("writings.csv", 5).stream().map(writings::learn).toList();
    }

    private Writing learn(List<String> row) {
        String language = row.get(0);
        Script script = Script.valueOf(row.get(1));
        List<UnaryOperator<String>> spellings = spellings(language, script);
        Map<String, Integer> texts = texts(row.get(2));
        Map<String, Integer> learnt = new HashMap<>();
        texts.forEach((text, times) -> spellings.stream()
                .flatMap(spelling -> letterWords(spelling.apply(text)).stream())
                .forEach(word -> learnt.merge(word, times, Integer::sum)));
        return new Writing(
                language,
                script,
                Double.parseDouble(row.get(3)),
                borrows(row.get(4)),
                new Grams(learnt),
                lexicon(language, script, row.get(2)));
    }

    private List<UnaryOperator<String>> spellings(String language, Script script) {
        List<UnaryOperator<String>> rewritten = new ArrayList<>();
        String name = language + (script == Script.LATIN ? "-latin" : "-plain");
        if (script == Script.OWN) {
            rewritten.add(UnaryOperator.identity());
        }
        if (script == Script.LAYOUT) {
            rewritten.add(language.equals("en") ? KeyboardLayout::toRussian : KeyboardLayout::toLatin);
        } else {
            alphabets.stream()
                    .filter(alphabet -> alphabet.name().equals(name))
                    .forEach(alphabet -> rewritten.add(alphabet::write));
        }
        return rewritten;
    }

    /// @return what there is to learn from, in lower case, and how often it counts
    private Map<String, Integer> texts(String source) {
        return Map.of(
                declaration(source),
                1,
                everyday.stream()
                        .filter(row -> row.get(0).equals(source))
                        .map(row -> row.get(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining("\n")),
                EVERYDAY,
                Stream.concat(entries(source, "word"), entries(source, "ending"))
                        .collect(Collectors.joining(" "))
                        .replace("*", "")
                        .concat(" "),
                1);
    }

    private static String declaration(String source) {
        String name = "texts/" + source + ".txt";
        try (InputStream in = Writings.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ", which writings.csv names, is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private Lexicon lexicon(String language, Script script, String source) {
        List<String> entries = entries(source, "word").toList();
        if (script == Script.LAYOUT) {
            UnaryOperator<String> retype = spellings(language, script).getFirst();
            return new Lexicon(
                    Spelling.PLAIN,
                    entries.stream()
                            .map(retype)
                            .filter(entry -> letterWords(entry).size() == 1)
                            .toList());
        }
        return new Lexicon(spelling(language), entries);
    }

    private static Spelling spelling(String language) {
        return switch (language) {
            case "ru" -> Spelling.RUSSIAN;
            case "kk" -> Spelling.KAZAKH;
            default -> Spelling.PLAIN;
        };
    }

    private Stream<String> entries(String source, String kind) {
        return entries(words, source, kind);
    }

    static Stream<String> entries(List<List<String>> words, String source, String kind) {
        return words.stream()
                .filter(row -> row.get(0).equals(source) && row.get(1).equals(kind))
                .flatMap(row -> Arrays.stream(row.get(2).strip().split(" +")));
    }

    private static Map<String, Double> borrows(String cell) {
        return Arrays.stream(cell.strip().split(" +"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split(":"))
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> Double.valueOf(pair[1])));
    }

    private static List<String> letterWords(String text) {
        return Words.of(text).stream().filter(Words::hasLetter).toList();
    }
}
