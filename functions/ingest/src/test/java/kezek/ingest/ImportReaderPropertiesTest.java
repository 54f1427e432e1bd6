package kezek.ingest;

import static kezek.ingest.FileReadingDriver.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kezek.imports.ImportFile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// In whatever order files are read, and however often, each of their rows ends as the newest file says
/// that has it.
class ImportReaderPropertiesTest {

    private static final int NAMES = 3;

    /// A file, and how it comes to be read.
    ///
    /// @param second when it was put; some were put in the same moment
    /// @param content by name
    private record Upload(int second, Map<String, String> content) {}

    /// @param readings indexes of the uploads, each at least once
    private record Story(List<Upload> uploads, List<Integer> readings) {}

    @Property(tries = 300)
    void managers_endAsTheNewestFileSays(@ForAll("skills") Story story) {
        FileReadingDriver driver = new FileReadingDriver();
        read(driver, story, upload -> driver.managers(START.plusSeconds(upload.second()), upload.content()));

        newest(story)
                .forEach((name, skills) -> assertThat(
                                String.join(", ", driver.manager(name).skills()))
                        .as(name)
                        .isEqualTo(skills));
    }

    @Property(tries = 100)
    void offices_endAsTheNewestFileSays(@ForAll("texts") Story story) {
        FileReadingDriver driver = new FileReadingDriver();
        read(driver, story, upload -> driver.offices(START.plusSeconds(upload.second()), upload.content()));

        newest(story)
                .forEach((name, address) ->
                        assertThat(driver.office(name).address()).as(name).isEqualTo(address));
    }

    @Property(tries = 300)
    void tickets_endAsTheNewestFileSays(@ForAll("texts") Story story) {
        FileReadingDriver driver = new FileReadingDriver();
        read(driver, story, upload -> driver.tickets(START.plusSeconds(upload.second()), upload.content()));

        newest(story)
                .forEach(
                        (guid, text) -> assertThat(driver.ticket(guid).content().description())
                                .as(guid)
                                .isEqualTo(text));
    }

    private interface Put {

        ImportFile put(Upload upload);
    }

    private static void read(FileReadingDriver driver, Story story, Put put) {
        List<ImportFile> files = story.uploads().stream().map(put::put).toList();
        story.readings().forEach(index -> driver.read(files.get(index)));
    }

    /// Uploads of one moment count in the order in which they were put: so their runs are named.
    private static Map<String, String> newest(Story story) {
        Map<String, String> newest = new HashMap<>();
        story.uploads().stream()
                .sorted(Comparator.comparingInt(Upload::second))
                .forEach(upload -> newest.putAll(upload.content()));
        return newest;
    }

    @Provide
    Arbitrary<Story> skills() {
        return stories(Arbitraries.of("", "VIP", "KZ"));
    }

    @Provide
    Arbitrary<Story> texts() {
        return stories(Arbitraries.of("один", "два", "три"));
    }

    private static Arbitrary<Story> stories(Arbitrary<String> contents) {
        Arbitrary<Map<String, String>> rows = Arbitraries.maps(
                        Arbitraries.integers().between(1, NAMES).map("Имя %d"::formatted), contents)
                .ofMinSize(1);
        Arbitrary<Upload> upload =
                Combinators.combine(Arbitraries.integers().between(0, 4), rows).as(Upload::new);
        return upload.list()
                .ofMinSize(2)
                .ofMaxSize(6)
                .flatMap(uploads -> readings(uploads.size()).map(readings -> new Story(uploads, readings)));
    }

    private static Arbitrary<List<Integer>> readings(int uploads) {
        List<Integer> each = IntStream.range(0, uploads).boxed().toList();
        return Arbitraries.of(each).list().ofMaxSize(4).flatMap(again -> {
            List<Integer> all = new ArrayList<>(each);
            all.addAll(again);
            return Arbitraries.shuffle(all);
        });
    }
}
