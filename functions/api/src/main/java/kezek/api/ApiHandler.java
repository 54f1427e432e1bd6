package kezek.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kezek.api.imports.ImportLookup;
import kezek.api.imports.ImportRoutes;
import kezek.api.imports.ProcessRoutes;
import kezek.api.imports.SignedUrls;
import kezek.api.imports.UploadRoutes;
import kezek.api.prompts.PromptRoutes;
import kezek.api.reports.BalanceReport;
import kezek.api.reports.CorrectionsExport;
import kezek.api.reports.DashboardRoutes;
import kezek.api.reports.QualityReport;
import kezek.api.reports.ReportedImport;
import kezek.api.reports.WhatIfReport;
import kezek.api.roster.RosterRoutes;
import kezek.api.tickets.Corrections;
import kezek.api.tickets.TicketChanges;
import kezek.api.tickets.TicketExport;
import kezek.api.tickets.TicketRoutes;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.figures.DashboardStore;
import kezek.figures.JournalStore;
import kezek.http.HttpError;
import kezek.http.ListView;
import kezek.http.Request;
import kezek.http.Response;
import kezek.http.Route;
import kezek.http.Router;
import kezek.imports.ImportStore;
import kezek.lambda.Clients;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import kezek.messaging.QueueName;
import kezek.messaging.Queues;
import kezek.prompts.PromptStore;
import kezek.reports.ImportTickets;
import kezek.reports.ReviewedTickets;
import kezek.roster.RosterStore;
import kezek.routing.RoutingRules;
import kezek.rules.RulesFile;
import kezek.table.Table;
import kezek.tickets.ManualChangeStore;
import kezek.tickets.TicketDesk;
import kezek.tickets.TicketLists;
import kezek.tickets.TicketStore;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Answers the HTTP API. API Gateway has two routes, `GET /health` without a token and `ANY /api/{proxy+}`
/// with one; the table of the API's own routes is here. An error is always
/// `{"error": {"code", "message"}}`. The cause of a 500 or 503 is in the log, under the id of the request.
///
/// The constructor does everything that takes time, so that a SnapStart snapshot contains the result.
/// Credentials come from the default chain, which looks them up again after a restore.
public final class ApiHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final String RETRY_AFTER_SECONDS = "2";

    private final Router router;

    public ApiHandler() {
        this(System.getenv());
    }

    public ApiHandler(Map<String, String> environment) {
        this(new Settings(environment));
    }

    private ApiHandler(Settings settings) {
        this(
                new Table(Clients.dynamoDb(settings), settings.required("TABLE_NAME")),
                SignedUrls.of(settings),
                queues(Clients.sqs(settings), settings),
                ExecutionContext.real());
    }

    public ApiHandler(Settings settings, S3Presigner signer, SqsClient sqs, Table table, ExecutionContext execution) {
        this(table, new SignedUrls(signer, settings.required("BUCKET_NAME")), queues(sqs, settings), execution);
    }

    private static Queues queues(SqsClient sqs, Settings settings) {
        return new Queues(sqs, settings, QueueName.GEOCODE, QueueName.CLASSIFY, QueueName.ASSIGN);
    }

    ApiHandler(Table table, SignedUrls urls, Queues queues, ExecutionContext execution) {
        TicketLists lists = new TicketLists(table);
        DashboardStore figures = new DashboardStore(table);
        ImportStore importStore = new ImportStore(table);
        RosterStore rosterStore = new RosterStore(table);
        TicketStore ticketStore = new TicketStore(table);
        WaveStore waveStore = new WaveStore(table);
        ImportLookup lookup = new ImportLookup(importStore);
        TicketRoutes tickets = new TicketRoutes(ticketStore, lists, figures, lookup, new JournalStore(table), urls);
        RoutingRules rules = RulesFile.standard();
        TicketDesk desk = new TicketDesk(
                ticketStore, new ManualChangeStore(table), waveStore, rosterStore, rules, queues, execution);
        TicketChanges changes = new TicketChanges(desk, tickets);
        Corrections corrections = new Corrections(desk, tickets);
        RosterRoutes roster = new RosterRoutes(rosterStore);
        ImportRoutes imports = new ImportRoutes(importStore, lookup, rosterStore);
        ReportedImport reported = new ReportedImport(
                lookup, new ImportTickets(table), new ReviewedTickets(table), ReportedImport.MAX_TICKETS);
        PromptRoutes prompts = new PromptRoutes(new PromptStore(table), execution.clock());
        this.router = new Router(
                Route.get("/health", ApiHandler::health),
                Route.get("/api/tickets", tickets::list),
                Route.get("/api/tickets/export", new TicketExport(lists, rosterStore, lookup)::export),
                Route.get("/api/tickets/{id}", tickets::get),
                Route.patch("/api/tickets/{id}", changes::change),
                Route.delete("/api/tickets/{id}", changes::delete),
                Route.patch("/api/tickets/{id}/analysis", corrections::correct),
                Route.get("/api/tickets/{id}/events", tickets::events),
                Route.get("/api/managers", roster::managers),
                Route.get("/api/business-units", roster::businessUnits),
                Route.get("/api/dashboard/stats", new DashboardRoutes(figures, rosterStore)::stats),
                Route.get("/api/reports/balance", new BalanceReport(reported, rosterStore, rules)::balance),
                Route.get("/api/reports/corrections", new CorrectionsExport(lists, lookup)::export),
                Route.get("/api/reports/quality", new QualityReport(reported)::quality),
                Route.post("/api/reports/what-if", new WhatIfReport(reported, rosterStore, rules)::compare),
                Route.get("/api/prompts", prompts::list),
                Route.get("/api/prompts/{name}", prompts::versions),
                Route.post("/api/prompts/{name}", prompts::create),
                Route.post("/api/prompts/{name}/activate", prompts::activate),
                Route.get("/api/imports", imports::list),
                Route.get("/api/imports/{id}", imports::get),
                Route.post("/api/process", new ProcessRoutes(new WaveWatch(waveStore, queues))::start),
                Route.post("/api/uploads", new UploadRoutes(importStore, urls, execution.clock())::create));
        prime();
    }

    /// Loads classes in advance, so that the first request does not wait for them.
    private static void prime() {
        Response.json(200, ListView.of(List.of(Map.of("status", "ok")), 0, Optional.empty()))
                .toEvent();
    }

    /// @return the table of routes, e.g. `GET /api/tickets/{id}`
    public List<String> routes() {
        return router.routes().stream().map(Route::toString).toList();
    }

    /// @param path decoded, as in `rawPath`
    /// @return the route of the table that takes such a request; empty if the answer is 404 or 405
    public Optional<String> route(String method, String path) {
        return switch (router.match(method, path)) {
            case Router.Found found -> Optional.of(found.route().toString());
            case Router.UnknownPath _, Router.OtherMethods _ -> Optional.empty();
        };
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return answer(event, Log.of(context)).toEvent();
    }

    private Response answer(APIGatewayV2HTTPEvent event, Log log) {
        String requestId = event.getRequestContext().getRequestId();
        try {
            return answer(Request.of(event));
        } catch (HttpError e) {
            return e.toResponse();
        } catch (TransientFailure e) {
            log.error("request " + requestId + " failed temporarily; the client may send it again", e);
            return Response.error(503, e.code(), "the service is busy; send the same request again in a few seconds")
                    .with(Map.of("retry-after", RETRY_AFTER_SECONDS));
        } catch (RuntimeException e) {
            log.error("request " + requestId + " failed", e);
            return Response.error(500, "INTERNAL", "internal error; the log has the details of request " + requestId);
        }
    }

    private Response answer(Request request) {
        return switch (router.match(request.method(), request.path())) {
            case Router.Found found -> found.answer(request);
            case Router.UnknownPath _ ->
                throw HttpError.notFound("there is no such path; docs/api.md lists the routes");
            case Router.OtherMethods other -> throw HttpError.methodNotAllowed(other.allowed());
        };
    }

    private static Response health(Request request) {
        return Response.json(200, Map.of("status", "ok"));
    }
}
