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
import kezek.csv.CsvWriting;
import kezek.domain.Ticket;
import kezek.http.Cursor;
import kezek.http.HttpError;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.imports.ImportStore;
import kezek.tickets.TicketFilter;
import kezek.tickets.TicketLists;
import kezek.tickets.TicketLists.Listed;

/// Tickets as CSV, page by page; the header `Link` leads to the next page. The pages put one behind the
/// other are one file, for only the first has the byte order mark (by which Excel knows UTF-8) and the
/// header. A page may have no row and still be followed by others.
public final class TicketCsv {

    /// Tickets read at once: their texts are read with them.
    private static final int CHUNK = 100;

    private final TicketLists lists;
    private final ImportStore imports;
    private final String fileName;
    private final List<String> header;
    private final int ticketsPerPage;

    /// @param ticketsPerPage that are read, also those that become no row; a multiple of 100
    public TicketCsv(TicketLists lists, ImportStore imports, String fileName, List<String> header, int ticketsPerPage) {
        this.lists = lists;
        this.imports = imports;
        this.fileName = fileName;
        this.header = header;
        this.ticketsPerPage = ticketsPerPage;
    }

    /// @param request with the filters of lists, `import` and `cursor`
    /// @param row the cells of a ticket; empty when it is left out
    /// @throws ApiException 400, or 404 when there is no such import
    public Response page(Request request, Function<Ticket, Optional<List<String>>> row) {
        Parameters parameters = new Parameters(request, TicketFilters.namesAnd("import", "cursor"));
        TicketFilter filter = TicketFilters.of(parameters);
        Optional<String> importId = parameters.text("import");
        Cursor.Kind kind = importId.isPresent() ? Cursor.Kind.IMPORT : Cursor.Kind.NEWEST;
        Optional<String> after = Cursor.decode(parameters, kind);
        importId.ifPresent(this::refuseIfUnknown);
        CsvPage page = page(importId, filter, after, row);
        Response response = Response.of(200, "text/csv; charset=utf-8", page.text())
                .with(Map.of("content-disposition", "attachment; filename=\"" + fileName + "\""));
        return page.next()
                .map(position -> response.with(
                        Map.of("link", "<" + link(request, Cursor.encode(kind, position)) + ">; rel=\"next\"")))
                .orElse(response);
    }

    private void refuseIfUnknown(String importId) {
        if (imports.findSummaries(List.of(importId)).isEmpty()) {
            throw HttpError.notFound("there is no such import; GET /api/imports lists them");
        }
    }

    private record CsvPage(String text, Optional<String> next) {}

    private CsvPage page(
            Optional<String> importId,
            TicketFilter filter,
            Optional<String> first,
            Function<Ticket, Optional<List<String>>> row) {
        StringBuilder text = new StringBuilder(first.isPresent() ? "" : beginning());
        int size = 0;
        Optional<String> after = first;
        for (int read = 0; read < ticketsPerPage; read += CHUNK) {
            TicketLists.Range range = new TicketLists.Range(after, 0, CHUNK);
            TicketLists.Page page =
                    importId.map(id -> lists.ofImport(id, filter, range)).orElseGet(() -> lists.newest(filter, range));
            for (Listed listed : page.items()) {
                String line = row.apply(listed.ticket()).map(this::line).orElse("");
                size += Response.sizeInAnswer(line);
                if (size > Response.MAX_BODY) {
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
            // the header is all
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
