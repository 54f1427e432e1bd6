package kezek.api.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kezek.http.Cursor;
import kezek.http.ListView;
import kezek.http.Parameters;
import kezek.http.ProblemView;
import kezek.http.Request;
import kezek.http.Response;
import kezek.imports.ImportFile;
import kezek.imports.ImportProgress;
import kezek.imports.ImportRecord;
import kezek.imports.ImportStore;
import kezek.roster.RosterSnapshot;
import kezek.roster.RosterStore;
import kezek.waves.RowCounts;
import org.jspecify.annotations.Nullable;

/// `GET /api/imports` and `GET /api/imports/{id}`.
public final class ImportRoutes {

    private static final int DEFAULT_SIZE = 20;

    /// The most rejected rows of one file in one answer.
    public static final int MAX_REJECTS = 1_000;

    private final ImportStore imports;
    private final ImportLookup lookup;
    private final RosterStore roster;

    public ImportRoutes(ImportStore imports, ImportLookup lookup, RosterStore roster) {
        this.imports = imports;
        this.lookup = lookup;
        this.roster = roster;
    }

    /// @param state reading, processing, waiting, finished or failed
    /// @param waitingFor why it is waiting; otherwise empty
    /// @param announced kinds of the files that it will consist of
    /// @param stages how many of its tickets are in each stage
    /// @param closedStages how many of those are closed
    record ImportView(
            String id,
            String state,
            List<ProblemView> waitingFor,
            Instant createdAt,
            List<String> announced,
            List<FileView> files,
            Map<String, Long> stages,
            Map<String, Long> closedStages) {}

    /// @param kind null until its header is read
    /// @param rows read so far; once the file is READ: accepted + unchanged + rejected
    /// @param retried of the unchanged rows: tickets that had FAILED and were tried again
    /// @param notes what is unusual about rows that were accepted, e.g. a manager of an unknown office
    /// @param report null in the list of imports
    record FileView(
            String name,
            @Nullable String kind,
            String state,
            int rows,
            int accepted,
            int unchanged,
            int retried,
            int rejected,
            @Nullable ProblemView error,
            List<String> notes,
            Instant updatedAt,

            @JsonUnwrapped @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ReportView report) {}

    /// @param rejectsNext the value of `rejects_after` that shows the rejected rows after these; null if
    ///     there are no more
    record ReportView(List<RejectView> rejects, @Nullable Integer rejectsNext) {}

    record RejectView(int row, String code, String reason) {}

    public Response list(Request request) {
        Parameters parameters = new Parameters(request, Set.of("size", "cursor"));
        int size = parameters.integer("size", 1, ListView.MAX_SIZE).orElse(DEFAULT_SIZE);
        List<String> ids = imports.list();
        int from = Cursor.decode(parameters, Cursor.Kind.IMPORTS)
                .map(last -> indexAfter(ids, last))
                .orElse(0);
        List<String> shown = ids.subList(from, Math.min(from + size, ids.size()));
        Optional<String> next = from + size < ids.size()
                ? Optional.of(Cursor.encode(Cursor.Kind.IMPORTS, shown.getLast()))
                : Optional.empty();
        RosterSnapshot snapshot = roster.load();
        List<ImportView> items = imports.findSummaries(shown).stream()
                .map(record -> view(record, snapshot, Optional.empty()))
                .toList();
        return Response.json(200, ListView.of(items, ids.size(), next));
    }

    private static int indexAfter(List<String> ids, String last) {
        int index = ids.indexOf(last);
        if (index < 0) {
            throw Cursor.broken();
        }
        return index + 1;
    }

    public Response get(Request request) {
        Parameters parameters = new Parameters(request, Set.of("rejects_after"));
        int after = parameters.integer("rejects_after", 0, Integer.MAX_VALUE).orElse(0);
        ImportRecord record = lookup.find(request.pathParameter("id"));
        return Response.json(200, view(record, roster.load(), Optional.of(after)));
    }

    /// @param rejectsAfter shows the rejected rows after this one; empty shows none
    private static ImportView view(ImportRecord record, RosterSnapshot roster, Optional<Integer> rejectsAfter) {
        ImportProgress progress = ImportProgress.of(record, roster);
        return new ImportView(
                record.id(),
                progress.state().code(),
                progress.waitingFor().stream().map(ProblemView::of).toList(),
                record.created(),
                record.announced().stream().sorted().toList(),
                record.currentFiles().stream()
                        .map(file -> view(
                                file,
                                record.counts(file),
                                rejectsAfter.map(after -> report(record.rejects(file), after))))
                        .toList(),
                new TreeMap<>(record.stages()),
                new TreeMap<>(record.closedStages()));
    }

    private static FileView view(ImportFile file, RowCounts counts, Optional<ReportView> report) {
        return new FileView(
                file.fileName(),
                file.kind().orElse(null),
                file.state().name().toLowerCase(Locale.ROOT),
                file.position(),
                counts.accepted(),
                counts.unchanged(),
                counts.retried(),
                counts.rejected(),
                file.error().map(ProblemView::of).orElse(null),
                file.notes(),
                file.updatedAt(),
                report.orElse(null));
    }

    private static ReportView report(List<ImportRecord.Reject> rejects, int after) {
        List<ImportRecord.Reject> left =
                rejects.stream().filter(reject -> reject.row() > after).toList();
        List<ImportRecord.Reject> shown = left.subList(0, Math.min(MAX_REJECTS, left.size()));
        return new ReportView(
                shown.stream()
                        .map(reject -> new RejectView(reject.row(), reject.code(), reject.reason()))
                        .toList(),
                shown.size() < left.size() ? Integer.valueOf(shown.getLast().row()) : null);
    }
}
