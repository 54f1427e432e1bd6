package kezek.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.language.WritingSystem.Script;
import kezek.text.Cyrillic;
import kezek.text.KeyboardLayout;

/// Learns each writing system of `writings.csv` from the texts beside it: the Universal Declaration of
/// Human Rights, which is about equally long in every language, everyday sentences, and word lists.
final class WritingSystems {

    /// The weight of everyday sentences: they are few, but closer to messages than the long and formal
    /// declaration.
    private static final int EVERYDAY = 3;

    private final List<Alphabet> alphabets = Alphabet.all();
    private final List<List<String>> everyday = ResourceTable.read(WritingSystems.class, "everyday.csv", 2);
    private final List<List<String>> words = ResourceTable.read(WritingSystems.class, "words.csv", 3);

    private WritingSystems() {}

    /// @return all writing systems, learnt once for the whole program, which takes half a second of
    ///     processor time
    static List<WritingSystem> all() {
        return Learnt.WRITINGS;
    }

    private static final class Learnt {

        private static final List<WritingSystem> WRITINGS = learn();

        private static List<WritingSystem> learn() {
            WritingSystems writings = new WritingSystems();
            return ResourceTable.read(WritingSystems.class, "writings.csv", 5).stream()
                    .map(writings::learn)
                    .toList();
        }
    }

    private WritingSystem learn(List<String> row) {
        String language = row.get(0);
        Script script = Script.valueOf(row.get(1));
        List<UnaryOperator<String>> spellings = spellings(language, script);
        Map<String, Integer> texts = texts(row.get(2));
        Map<String, Integer> learnt = new HashMap<>();
        texts.forEach((text, times) -> spellings.stream()
                .flatMap(spelling -> letterWords(spelling.apply(text)).stream())
                .forEach(word -> learnt.merge(word, times, Integer::sum)));
        return new WritingSystem(
                language,
                script,
                Double.parseDouble(row.get(3)),
                borrows(row.get(4)),
                new NgramModel(learnt),
                lexicon(language, script, row.get(2)));
    }

    /// @return how to write a text of the language in the script; more than one if people differ
    private List<UnaryOperator<String>> spellings(String language, Script script) {
        return switch (script) {
            case OWN -> own(language);
            case LATIN -> alphabets(language + "-latin");
            case LAYOUT ->
                language.equals("en")
                        ? List.of(KeyboardLayout::toRussian)
                        : own(language).stream().map(WritingSystems::thenTyped).toList();
        };
    }

    private static UnaryOperator<String> thenTyped(UnaryOperator<String> spelling) {
        return text -> KeyboardLayout.toLatin(spelling.apply(text));
    }

    /// @return the language as it is written; Kazakh also without its own letters
    private static List<UnaryOperator<String>> own(String language) {
        return language.equals("kk")
                ? List.of(UnaryOperator.identity(), Cyrillic::withoutKazakhLetters)
                : List.of(UnaryOperator.identity());
    }

    private List<UnaryOperator<String>> alphabets(String name) {
        return alphabets.stream()
                .filter(alphabet -> alphabet.name().equals(name))
                .map(alphabet -> (UnaryOperator<String>) alphabet::write)
                .toList();
    }

    /// @return the texts to learn from, in lower case, and their weights
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
        try (InputStream in = WritingSystems.class.getResourceAsStream(name)) {
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
            return new Lexicon(
                    Spelling.PLAIN,
                    spellings(language, script).stream()
                            .flatMap(spelling -> entries.stream().map(spelling))
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
        return Tokens.of(text).stream().filter(Tokens::hasLetter).toList();
    }
}
