package kezek.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kezek.domain.Analysis;
import kezek.domain.Assignment;
import kezek.domain.Failure;
import kezek.domain.Manager;
import kezek.domain.Ticket;
import kezek.intake.CsvWriting;
import kezek.store.ImportStore;
import kezek.store.RosterStore;
import kezek.store.TicketFilter;
import kezek.store.TicketLists;
import kezek.store.TicketLists.Listed;

/// `GET /api/tickets/export`: tickets as CSV, page by page; the header `Link` leads to the next page. The
/// pages put one behind the other are one file, for only the first has the byte order mark (by which
/// Excel knows UTF-8) and the header.
final class Export {

    private static final int MAX_TICKETS = 1_000;

    /// Tickets read at once: their texts are read with them.
    private static final int CHUNK = 100;

    private static final List<String> HEADER = List.of(
            "guid",
            "office",
            "manager",
            "position",
            "category",
            "sentiment",
            "priority",
            "language",
            "segment",
            "summary",
            "reason",
            "assigned_at");

    private final TicketLists lists;
    private final RosterStore roster;
    private final ImportStore imports;

    Export(TicketLists lists, RosterStore roster, ImportStore imports) {
        this.lists = lists;
        this.roster = roster;
        this.imports = imports;
    }

    Response export(Request request) {
        Parameters parameters = new Parameters(request, TicketFilters.namesAnd("import", "cursor"));
        TicketFilter filter = TicketFilters.of(parameters);
        Optional<String> importId = parameters.text("import");
        Cursor.Kind kind = importId.isPresent() ? Cursor.Kind.IMPORT : Cursor.Kind.NEWEST;
        Optional<String> after = Cursor.decode(parameters, kind);
        importId.ifPresent(this::refuseIfUnknown);
        CsvPage page = page(importId, filter, after);
        Response response = Response.of(200, "text/csv; charset=utf-8", page.text())
                .with(Map.of("content-disposition", "attachment; filename=\"tickets.csv\""));
        return page.next()
                .map(position -> response.with(
                        Map.of("link", "<" + link(request, Cursor.encode(kind, position)) + ">; rel=\"next\"")))
                .orElse(response);
    }

    private void refuseIfUnknown(String importId) {
        if (imports.findSummaries(List.of(importId)).isEmpty()) {
            throw ApiException.notFound("there is no such import; GET /api/imports lists them");
        }
    }

    private record CsvPage(String text, Optional<String> next) {}

    private CsvPage page(Optional<String> importId, TicketFilter filter, Optional<String> first) {
        Map<String, String> positions = roster.load().managers().stream()
                .collect(Collectors.toMap(Manager::id, Manager::position, (one, _) -> one));
        StringBuilder text = new StringBuilder(first.isPresent() ? "" : beginning());
        int size = 0;
        Optional<String> after = first;
        for (int read = 0; read < MAX_TICKETS; read += CHUNK) {
            TicketLists.Range range = new TicketLists.Range(after, 0, CHUNK);
            TicketLists.Page page =
                    importId.map(id -> lists.ofImport(id, filter, range)).orElseGet(() -> lists.newest(filter, range));
            for (Listed listed : page.items()) {
                String row = row(cells(listed.ticket(), positions));
                size += Response.sizeInAnswer(row);
                if (size > Response.MAX_BODY) {
                    return new CsvPage(text.toString(), after);
                }
                text.append(row);
                after = Optional.of(listed.position());
            }
            after = page.next();
            if (after.isEmpty()) {
                break;
            }
        }
        return new CsvPage(text.toString(), after);
    }

    private static List<String> cells(Ticket ticket, Map<String, String> positions) {
        Optional<Assignment> assignment = ticket.assignment();
        Optional<Analysis> analysis = ticket.analysis();
        return List.of(
                ticket.content().clientGuid(),
                assignment.map(Assignment::officeName).orElse(""),
                assignment.map(Assignment::managerName).orElse(""),
                assignment
                        .map(held -> positions.getOrDefault(held.managerId(), ""))
                        .orElse(""),
                analysis.map(found -> found.category().label()).orElse(""),
                analysis.map(found -> found.sentiment().label()).orElse(""),
                analysis.map(found -> Integer.toString(found.priority())).orElse(""),
                analysis.map(found -> found.language().name()).orElse(""),
                ticket.content().segment(),
                analysis.map(Analysis::summary).orElse(""),
                assignment
                        .map(Assignment::reason)
                        .or(() -> ticket.problem().map(Failure::message))
                        .orElse(""),
                assignment.map(held -> held.assignedAt().toString()).orElse(""));
    }

    private static String beginning() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvWriting _ = CsvWriting.withHeader(bytes, HEADER)) {
            // the header is all
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String row(List<String> cells) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvWriting csv = CsvWriting.continuing(bytes, HEADER.size())) {
            csv.row(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// An absolute path: the API does not know under which name it is reached.
    private static String link(Request request, String cursor) {
        Map<String, String> query = new HashMap<>(request.query());
        query.put("cursor", cursor);
        return request.path() + "?"
                + new TreeMap<>(query)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "="
                                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&"));
    }
}
