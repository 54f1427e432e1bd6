package kezek.api.tickets;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kezek.api.imports.ImportLookup;
import kezek.api.imports.SignedUrls;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.figures.DashboardStore;
import kezek.figures.JournalStore;
import kezek.figures.TicketEvent;
import kezek.http.AnswerBudget;
import kezek.http.Cursor;
import kezek.http.HttpError;
import kezek.http.Json;
import kezek.http.ListView;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.imports.ImportRecord;
import kezek.tickets.Dimension;
import kezek.tickets.TicketFilter;
import kezek.tickets.TicketLists;
import kezek.tickets.TicketLists.Listed;
import kezek.tickets.TicketStore;

/// The routes under `/api/tickets` that read: a list, one ticket, its audit trail.
public final class TicketRoutes {

    private static final int DEFAULT_SIZE = 20;

    /// The most tickets up to the end of a numbered page. A request with a page number reads all tickets
    /// before the page; a request with a cursor does not.
    private static final int MAX_DEPTH = 10_000;

    private final TicketStore tickets;
    private final TicketLists lists;
    private final DashboardStore dashboard;
    private final ImportLookup imports;
    private final JournalStore journal;
    private final SignedUrls urls;

    public TicketRoutes(
            TicketStore tickets,
            TicketLists lists,
            DashboardStore dashboard,
            ImportLookup imports,
            JournalStore journal,
            SignedUrls urls) {
        this.tickets = tickets;
        this.lists = lists;
        this.dashboard = dashboard;
        this.imports = imports;
        this.journal = journal;
        this.urls = urls;
    }

    public Response list(Request request) {
        Parameters parameters = new Parameters(request, TicketFilters.namesAnd("import", "page", "size", "cursor"));
        TicketFilter filter = TicketFilters.of(parameters);
        int size = parameters.integer("size", 1, ListView.MAX_SIZE).orElse(DEFAULT_SIZE);
        Optional<Integer> page = parameters.integer("page", 1, Integer.MAX_VALUE);
        Optional<String> importId = parameters.text("import");
        Cursor.Kind kind = importId.isPresent() ? Cursor.Kind.IMPORT : Cursor.Kind.NEWEST;
        Optional<String> after = Cursor.decode(parameters, kind);
        refuseIfUnclear(page, after, size);
        Optional<ImportRecord> ofImport = importId.map(imports::findSummary);
        TicketLists.Range range = new TicketLists.Range(after, (page.orElse(1) - 1) * size, size);
        TicketLists.Page found =
                importId.map(id -> lists.ofImport(id, filter, range)).orElseGet(() -> lists.newest(filter, range));
        long total = ofImport.map(record -> countOfImport(record, filter)).orElseGet(() -> dashboard.count(filter));
        return Response.json(200, view(found, Math.max(0, total), kind, page));
    }

    private static void refuseIfUnclear(Optional<Integer> page, Optional<String> after, int size) {
        if (page.isPresent() && after.isPresent()) {
            throw HttpError.badParameter("page", "cannot stand beside \"cursor\"; leave one of them out");
        }
        if (page.isPresent() && (long) page.orElseThrow() * size > MAX_DEPTH) {
            throw HttpError.badParameter(
                    "page",
                    "leads deeper than " + MAX_DEPTH + " tickets; go on with \"cursor\", the \"next\" of each page");
        }
    }

    private long countOfImport(ImportRecord record, TicketFilter filter) {
        if (filter.values().isEmpty()) {
            return record.stages().entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(Stage.DELETED.name()))
                    .mapToLong(entry -> entry.getValue())
                    .sum();
        }
        return filter.values().size() == 1 && filter.values().containsKey(Dimension.STAGE)
                ? record.stages().getOrDefault(filter.values().get(Dimension.STAGE), 0L)
                : lists.countOfImport(record.id(), filter);
    }

    /// Tickets with long texts may not fit in one answer. Then the page is shorter, and its cursor
    /// continues after it. A numbered page is refused, because the next page would leave out the tickets
    /// that did not fit.
    private ListView view(TicketLists.Page found, long total, Cursor.Kind kind, Optional<Integer> page) {
        List<RawValue> items = new ArrayList<>();
        Optional<String> next = found.next();
        AnswerBudget budget = new AnswerBudget();
        String last = "";
        for (Listed listed : found.items()) {
            String json = Json.write(TicketView.of(listed.ticket(), urls.attachment(listed.ticket())));
            if (!budget.trySpend(json + ",")) {
                refuseIfNumbered(page);
                next = Optional.of(last);
                break;
            }
            items.add(Json.raw(json));
            last = listed.position();
        }
        return ListView.of(items, total, next.map(position -> Cursor.encode(kind, position)));
    }

    private static void refuseIfNumbered(Optional<Integer> page) {
        if (page.isPresent()) {
            throw HttpError.badParameter(
                    "size",
                    "is too big for tickets as long as these: the page does not fit one answer; make it smaller, or"
                            + " leave \"page\" out and go on with \"cursor\"");
        }
    }

    public Response get(Request request) {
        new Parameters(request, Set.of());
        return show(request.pathParameter("id"));
    }

    /// @throws HttpError 404 if there is no such ticket
    Response show(String id) {
        Ticket ticket = tickets.find(id).orElseThrow(TicketRoutes::noSuchTicket);
        return Response.json(
                200,
                new TicketView.Full(
                        TicketView.of(ticket, urls.attachment(ticket)),
                        ticket.verdict().map(Json::readStored).orElse(null)));
    }

    static HttpError noSuchTicket() {
        return HttpError.notFound("there is no such ticket; GET /api/tickets lists them");
    }

    public Response events(Request request) {
        Parameters parameters = new Parameters(request, Set.of("size", "cursor"));
        int size = parameters.integer("size", 1, ListView.MAX_SIZE).orElse(ListView.MAX_SIZE);
        long after = Cursor.decode(parameters, Cursor.Kind.EVENTS)
                .map(TicketRoutes::version)
                .orElse(0L);
        String id = request.pathParameter("id");
        List<TicketEvent> events = journal.events(id);
        if (events.isEmpty() && tickets.findAll(List.of(id)).isEmpty()) {
            throw noSuchTicket();
        }
        List<TicketEvent> left =
                events.stream().filter(event -> event.version() > after).toList();
        List<TicketEvent> shown = left.subList(0, Math.min(size, left.size()));
        Optional<String> next = shown.size() < left.size()
                ? Optional.of(Cursor.encode(
                        Cursor.Kind.EVENTS, Long.toString(shown.getLast().version())))
                : Optional.empty();
        return Response.json(200, ListView.of(shown.stream().map(EventView::of).toList(), events.size(), next));
    }

    private static long version(String position) {
        try {
            return Long.parseLong(position);
        } catch (NumberFormatException e) {
            throw Cursor.broken();
        }
    }
}
