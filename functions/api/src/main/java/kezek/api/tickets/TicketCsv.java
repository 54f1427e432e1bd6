package kezek.api.tickets;

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
import java.util.function.Function;
import java.util.stream.Collectors;
import kezek.api.imports.ImportLookup;
import kezek.csv.CsvWriting;
import kezek.domain.Ticket;
import kezek.http.AnswerBudget;
import kezek.http.Cursor;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.tickets.TicketFilter;
import kezek.tickets.TicketLists;
import kezek.tickets.TicketLists.Listed;

/// Exports tickets as CSV, page by page. The header `Link` refers to the next page. The concatenated
/// pages form one file, because only the first page has the byte order mark (by which Excel recognises
/// UTF-8) and the header row. A page without rows may still have a next page.
public final class TicketCsv {

    /// How many tickets are read at once, with their texts.
    private static final int CHUNK = 100;

    private final TicketLists lists;
    private final ImportLookup imports;
    private final String fileName;
    private final List<String> header;
    private final int ticketsPerPage;

    /// @param fileName the name under which a browser saves the file
    /// @param header names of the columns
    /// @param ticketsPerPage how many tickets one page reads, including those that become no row; a
    ///     multiple of 100
    public TicketCsv(
            TicketLists lists, ImportLookup imports, String fileName, List<String> header, int ticketsPerPage) {
        this.lists = lists;
        this.imports = imports;
        this.fileName = fileName;
        this.header = header;
        this.ticketsPerPage = ticketsPerPage;
    }

    /// @param request with the filters of lists, `import` and `cursor`
    /// @param row makes the cells of a ticket; empty leaves the ticket out
    /// @throws HttpError 400, or 404 if there is no such import
    public Response page(Request request, Function<Ticket, Optional<List<String>>> row) {
        Parameters parameters = new Parameters(request, TicketFilters.namesAnd("import", "cursor"));
        TicketFilter filter = TicketFilters.of(parameters);
        Optional<String> importId = parameters.text("import");
        Cursor.Kind kind = importId.isPresent() ? Cursor.Kind.IMPORT : Cursor.Kind.NEWEST;
        Optional<String> after = Cursor.decode(parameters, kind);
        importId.ifPresent(imports::findSummary);
        CsvPage page = page(importId, filter, after, row);
        Response response = Response.of(200, "text/csv; charset=utf-8", page.text())
                .with(Map.of("content-disposition", "attachment; filename=\"" + fileName + "\""));
        return page.next()
                .map(position -> response.with(
                        Map.of("link", "<" + link(request, Cursor.encode(kind, position)) + ">; rel=\"next\"")))
                .orElse(response);
    }

    private record CsvPage(String text, Optional<String> next) {}

    private CsvPage page(
            Optional<String> importId,
            TicketFilter filter,
            Optional<String> first,
            Function<Ticket, Optional<List<String>>> row) {
        StringBuilder text = new StringBuilder(first.isPresent() ? "" : beginning());
        AnswerBudget budget = new AnswerBudget();
        Optional<String> after = first;
        for (int read = 0; read < ticketsPerPage; read += CHUNK) {
            TicketLists.Range range = new TicketLists.Range(after, 0, CHUNK);
            TicketLists.Page page =
                    importId.map(id -> lists.ofImport(id, filter, range)).orElseGet(() -> lists.newest(filter, range));
            for (Listed listed : page.items()) {
                String line = row.apply(listed.ticket()).map(this::line).orElse("");
                if (!budget.trySpend(line)) {
                    return new CsvPage(text.toString(), after);
                }
                text.append(line);
                after = Optional.of(listed.position());
            }
            after = page.next();
            if (after.isEmpty()) {
                break;
            }
        }
        return new CsvPage(text.toString(), after);
    }

    private String beginning() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvWriting _ = CsvWriting.withHeader(bytes, header)) {
            // a page that begins a file has the header, and nothing yet
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String line(List<String> cells) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvWriting csv = CsvWriting.continuing(bytes, header.size())) {
            csv.row(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Returns a path without a host, because the API does not know its public host name.
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
