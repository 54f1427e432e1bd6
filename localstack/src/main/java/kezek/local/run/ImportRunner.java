package kezek.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Imports a folder over the API and prints the result.
final class ImportRunner {

    private final ApiClient api;
    private final PrintStream out;
    private final Duration limit;

    /// @param limit how long to wait for the end
    ImportRunner(ApiClient api, PrintStream out, Duration limit) {
        this.api = api;
        this.out = out;
        this.limit = limit;
    }

    /// @param export receives the assignments as CSV; `null`: no file is written
    /// @return an exit code, see [ExitCode]
    /// @throws ImportWatch.ImportTimedOut if the import has not ended within the limit
    int importAndReport(ImportFolder imported, @Nullable Path export) throws InterruptedException {
        Instant begin = Instant.now();
        out.println("Importing " + imported.path() + " as " + imported.importId());
        api.upload(imported.importId(), inUploadOrder(imported.uploads()));
        ProgressLine progress = new ProgressLine(out);
        ImportWatch.Outcome outcome = new ImportWatch(api, imported.importId(), limit)
                .untilEnd(view -> progress.show(ImportWatch.line(view)));
        progress.end();
        out.println();
        report(imported, outcome, Duration.between(begin, Instant.now()));
        if (export != null) {
            api.export(imported.importId(), export);
            out.println("Written to " + export);
        }
        return exitCode(outcome);
    }

    /// Puts attachments first, so that a ticket that is classified at once finds its picture.
    private static List<ImportFolder.Upload> inUploadOrder(List<ImportFolder.Upload> uploads) {
        List<ImportFolder.Upload> ordered = new ArrayList<>(uploads);
        ordered.sort(Comparator.comparing(upload -> upload.kind().isPresent()));
        return ordered;
    }

    private void report(ImportFolder imported, ImportWatch.Outcome outcome, Duration took) {
        Report report = new Report(out);
        if (outcome.end() == ImportWatch.End.FINISHED) {
            report.tickets(api.list("/api/tickets?size=200&import=" + imported.importId()));
        }
        report.files(outcome.view());
        report.stages(outcome.view());
        out.printf("Took %.1f s.%n", took.toMillis() / 1_000.0);
    }

    private int exitCode(ImportWatch.Outcome outcome) {
        JsonNode view = outcome.view();
        return switch (outcome.end()) {
            case FINISHED -> {
                if (ImportWatch.isAccountedFor(view)) {
                    yield ExitCode.OK;
                }
                out.println("Not every row is accounted for; this is a defect, please report it with the lines above.");
                yield ExitCode.BROKEN;
            }
            case FAILED -> {
                out.println(
                        "A file could not be read; nothing of it is stored, and what was stored before is unchanged.");
                yield ExitCode.BROKEN;
            }
            case WAITING -> {
                view.get("waiting_for")
                        .forEach(reason -> out.println(
                                "The tickets wait: " + reason.get("message").asText()));
                yield ExitCode.NO_ELIGIBLE_MANAGER;
            }
        };
    }
}
