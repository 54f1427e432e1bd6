package kezek.local.evaluate;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.analysis.ReviewPolicy;
import kezek.analysis.RuleAnalyzer;
import kezek.csv.CsvReading;
import kezek.csv.Row;
import kezek.csv.UnreadableFile;
import kezek.domain.TicketContent;
import kezek.places.Gazetteer;
import kezek.places.Geocoder;
import kezek.places.HomeCountry;
import kezek.rules.RulesFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `localstack/evaluate`.
@Command(
        name = "localstack/evaluate",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Measures the rule-based analysis, and the geocoder, against a labelled CSV file: accuracy and macro F1"
                        + " per field and language, the share marked for review and the errors it catches. Needs no network.",
        footerHeading = "%nColumns:%n",
        footer = {
            "  guid or id, text, and any of language (RU, KZ, ENG), category, sentiment (labels or",
            "  names), priority (low, normal, high or 1 to 10), office. If there is no column text,",
            "  the texts come from --tickets by guid. An empty cell is not measured."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:measured, and no floor is missed",
            "1:a field is below its floor",
            "2:a file, a column, a value or an option is wrong"
        })
public final class EvaluateCommand implements Callable<Integer> {

    private static final int OK = 0;
    private static final int BELOW_FLOOR = 1;
    private static final int WRONG_INPUT = 2;

    @Parameters(paramLabel = "LABELLED.csv", description = "the labelled file")
    private Path file = Path.of("");

    @Option(names = "--tickets", paramLabel = "FILE", description = "tickets.csv, for texts and addresses")
    private @Nullable Path tickets;

    @Option(names = "--offices", paramLabel = "FILE", description = "business_units.csv, to measure the nearest office")
    private @Nullable Path offices;

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE[,VALUE]",
            description = "measure only rows whose cell is one of the values; repeatable. A column may be named by the"
                    + " end of its name: flag for office_flag",
            arity = "1")
    private Map<String, String> where = new LinkedHashMap<>();

    @Option(
            names = "--floor",
            paramLabel = "FIELD=SHARE",
            description = "exit with 1 if the accuracy of the field is lower; repeatable",
            arity = "1")
    private Map<String, Double> floors = new LinkedHashMap<>();

    @Option(names = "--confusion", description = "print the confusion matrix of the categories")
    private boolean confusion;

    @Option(
            names = "--threshold",
            paramLabel = "SHARE",
            description = "mark answers with a lower confidence for review (default: ${DEFAULT-VALUE})")
    private double threshold = ReviewPolicy.DEFAULT_THRESHOLD;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help and exit")
    private boolean help;

    private final PrintStream out;

    private EvaluateCommand(PrintStream out) {
        this.out = out;
    }

    /// @param arguments the first is the project's folder, given by the script
    public static void main(String[] arguments) {
        System.exit(run(System.out, Stream.of(arguments).skip(1).toArray(String[]::new)));
    }

    /// @return the exit code
    static int run(PrintStream out, String... options) {
        return new CommandLine(new EvaluateCommand(out))
                .setExecutionExceptionHandler((e, _, _) -> {
                    out.println(Optional.ofNullable(e.getMessage())
                            .orElseGet(() -> e.getClass().getName()));
                    return WRONG_INPUT;
                })
                .setErr(new PrintWriter(out, true))
                .setOut(new PrintWriter(out, true))
                .execute(options);
    }

    @Override
    public Integer call() {
        Map<Field, Double> lowest = lowest();
        LabelledFile labels = LabelledFile.read(existing(file));
        List<LabelledTicket> labelled = labels.labelled(where, ticketsByGuid());
        Optional<NearestOffice> nearest = nearestOffice();
        Evaluation evaluation = Evaluation.of(labelled, rules(), nearest);
        List<Field> fields = labels.fields().stream()
                .filter(field -> field != Field.OFFICE || nearest.isPresent())
                .toList();
        if (fields.size() < labels.fields().size()) {
            out.println("The column of offices is not measured: it needs --offices and --tickets.");
        }
        new EvaluationReport(out).print(evaluation, fields);
        if (confusion) {
            new EvaluationReport(out).printConfusion(evaluation.score(Field.CATEGORY));
        }
        return missed(evaluation, lowest) ? BELOW_FLOOR : OK;
    }

    private Map<Field, Double> lowest() {
        Map<Field, Double> lowest = new LinkedHashMap<>();
        floors.forEach((name, share) -> lowest.put(
                Field.ofLabel(name)
                        .orElseThrow(() -> new InvalidLabels("--floor " + name + " is no field; expected one of "
                                + Stream.of(Field.values()).map(Field::label).collect(Collectors.joining(", ")))),
                share));
        return lowest;
    }

    private boolean missed(Evaluation evaluation, Map<Field, Double> lowest) {
        boolean missed = false;
        for (Map.Entry<Field, Double> floor : lowest.entrySet()) {
            Score score = evaluation.score(floor.getKey());
            if (score.pairs().isEmpty() || score.accuracy() < floor.getValue()) {
                out.printf(
                        Locale.ROOT,
                        "%s is right in %d of %d, which is below the floor %s%n",
                        floor.getKey().label(),
                        score.right(),
                        score.pairs().size(),
                        floor.getValue());
                missed = true;
            }
        }
        return missed;
    }

    private Map<String, TicketContent> ticketsByGuid() {
        Map<String, TicketContent> byGuid = new HashMap<>();
        if (tickets == null) {
            return byGuid;
        }
        try (CsvReading reading = open(tickets)) {
            reading.tickets(1).forEachRemaining(row -> {
                if (row instanceof Row.Accepted<TicketContent>(int _, TicketContent content)) {
                    byGuid.put(content.clientGuid(), content);
                }
            });
        }
        return byGuid;
    }

    private RuleAnalyzer rules() {
        return new RuleAnalyzer(RulesFile.standardPriority(), new ReviewPolicy(threshold));
    }

    private Optional<NearestOffice> nearestOffice() {
        if (offices == null || tickets == null) {
            return Optional.empty();
        }
        Geocoder geocoder = new Geocoder(
                Gazetteer.bundled(), new HomeCountry(RulesFile.standard().homeCountries()));
        try (CsvReading reading = open(offices)) {
            return Optional.of(new NearestOffice(geocoder, reading.offices()));
        }
    }

    /// @throws UnreadableFile if the file cannot be read as CSV
    private static CsvReading open(Path path) {
        try {
            return CsvReading.open(
                    Files.newInputStream(existing(path)), path.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static Path existing(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new InvalidLabels("there is no file " + path);
        }
        return path;
    }
}
