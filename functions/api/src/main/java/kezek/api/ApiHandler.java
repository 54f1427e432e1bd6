package kezek.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kezek.api.imports.Imports;
import kezek.api.imports.Processing;
import kezek.api.imports.SignedUrls;
import kezek.api.imports.Uploads;
import kezek.api.prompts.Prompts;
import kezek.api.reports.BalanceReport;
import kezek.api.reports.CorrectionsExport;
import kezek.api.reports.Dashboard;
import kezek.api.reports.QualityReport;
import kezek.api.reports.ReportedImport;
import kezek.api.reports.WhatIf;
import kezek.api.roster.Roster;
import kezek.api.tickets.Corrections;
import kezek.api.tickets.Export;
import kezek.api.tickets.TicketChanges;
import kezek.api.tickets.Tickets;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.figures.DashboardStore;
import kezek.figures.JournalStore;
import kezek.http.HttpError;
import kezek.http.ListView;
import kezek.http.Request;
import kezek.http.Response;
import kezek.http.Router;
import kezek.imports.ImportStore;
import kezek.lambda.Clients;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import kezek.messaging.Queues;
import kezek.prompts.PromptStore;
import kezek.reports.ImportTickets;
import kezek.reports.ReviewedTickets;
import kezek.roster.RosterStore;
import kezek.routing.RoutingRules;
import kezek.rules.RulesFile;
import kezek.table.Table;
import kezek.tickets.TicketLists;
import kezek.tickets.TicketStore;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Answers the HTTP API. An error is always `{"error": {"code", "message"}}`; what went wrong inside is
/// in the log, under the request's id.
///
/// Everything expensive happens in the constructor, so that a SnapStart snapshot holds it; credentials
/// come from the default chain, which asks again after a restore.
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
                new Queues(Clients.sqs(settings), settings),
                ExecutionContext.real());
    }

    public ApiHandler(Settings settings, S3Presigner signer, SqsClient sqs, Table table, ExecutionContext execution) {
        this(table, new SignedUrls(signer, settings.required("BUCKET_NAME")), new Queues(sqs, settings), execution);
    }

    ApiHandler(Table table, SignedUrls urls, Queues queues, ExecutionContext execution) {
        TicketLists lists = new TicketLists(table);
        DashboardStore figures = new DashboardStore(table);
        ImportStore importStore = new ImportStore(table);
        RosterStore rosterStore = new RosterStore(table);
        TicketStore ticketStore = new TicketStore(table);
        WaveStore waveStore = new WaveStore(table);
        Tickets tickets = new Tickets(ticketStore, lists, figures, importStore, new JournalStore(table), urls);
        RoutingRules rules = RulesFile.standard();
        TicketChanges changes =
                new TicketChanges(ticketStore, waveStore, rosterStore, rules, queues, tickets, execution);
        Corrections corrections =
                new Corrections(ticketStore, waveStore, rosterStore, rules, queues, tickets, execution);
        Roster roster = new Roster(rosterStore);
        Imports imports = new Imports(importStore, rosterStore);
        ReportedImport reported = new ReportedImport(
                importStore, new ImportTickets(table), new ReviewedTickets(table), ReportedImport.MAX_TICKETS);
        Prompts prompts = new Prompts(new PromptStore(table), execution.clock());
        this.router = new Router()
                .get("/health", ApiHandler::health)
                .get("/api/tickets", tickets::list)
                .get("/api/tickets/export", new Export(lists, rosterStore, importStore)::export)
                .get("/api/tickets/{id}", tickets::get)
                .patch("/api/tickets/{id}", changes::change)
                .delete("/api/tickets/{id}", changes::delete)
                .patch("/api/tickets/{id}/analysis", corrections::correct)
                .get("/api/tickets/{id}/events", tickets::events)
                .get("/api/managers", roster::managers)
                .get("/api/business-units", roster::businessUnits)
                .get("/api/dashboard/stats", new Dashboard(figures, rosterStore)::stats)
                .get("/api/reports/balance", new BalanceReport(reported, rosterStore, rules)::balance)
                .get("/api/reports/corrections", new CorrectionsExport(lists, importStore)::export)
                .get("/api/reports/quality", new QualityReport(reported)::quality)
                .post("/api/reports/what-if", new WhatIf(reported, rosterStore, rules)::compare)
                .get("/api/prompts", prompts::list)
                .get("/api/prompts/{name}", prompts::versions)
                .post("/api/prompts/{name}", prompts::create)
                .post("/api/prompts/{name}/activate", prompts::activate)
                .get("/api/imports", imports::list)
                .get("/api/imports/{id}", imports::get)
                .post("/api/process", new Processing(new WaveWatch(waveStore, queues))::start)
                .post("/api/uploads", new Uploads(importStore, urls, execution.clock())::create);
        prime();
    }

    /// Loads the classes that the first request would otherwise wait for.
    private static void prime() {
        Response.json(200, ListView.of(List.of(Map.of("status", "ok")), 0, Optional.empty()))
                .toEvent();
    }

    /// @return method and path of every route, e.g. `GET /api/tickets/{id}`
    public List<String> routes() {
        return router.routes().stream().map(Router.Route::toString).toList();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return answer(event, Log.of(context)).toEvent();
    }

    private Response answer(APIGatewayV2HTTPEvent event, Log log) {
        String requestId = event.getRequestContext().getRequestId();
        try {
            return router.answer(Request.of(event));
        } catch (HttpError e) {
            return e.toResponse();
        } catch (TransientFailure e) {
            log.error("request " + requestId + " is to be sent again", e);
            return Response.error(503, e.code(), "the service is busy; send the same request again in a few seconds")
                    .with(Map.of("retry-after", RETRY_AFTER_SECONDS));
        } catch (RuntimeException e) {
            log.error("request " + requestId + " failed", e);
            return Response.error(
                    500, "INTERNAL", "this should not have happened; the log knows more about request " + requestId);
        }
    }

    private static Response health(Request request) {
        return Response.json(200, Map.of("status", "ok"));
    }
}
