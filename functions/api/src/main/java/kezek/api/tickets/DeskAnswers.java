package kezek.api.tickets;

import java.util.List;
import java.util.stream.Collectors;
import kezek.http.HttpError;
import kezek.routing.BrokenRule;
import kezek.tickets.DeskResult;

/// Maps the results of the [kezek.tickets.TicketDesk] to HTTP responses.
final class DeskAnswers {

    private DeskAnswers() {}

    /// Returns normally if the ticket is now in the requested state, including when it already was.
    ///
    /// @throws HttpError 404, 409 or 422 with the code and the remedy, if the desk refused the change
    static void throwIfRefused(DeskResult result) {
        switch (result) {
            case DeskResult.Changed changed -> {}
            case DeskResult.Unchanged unchanged -> {}
            case DeskResult.NoSuchTicket missing -> throw TicketRoutes.noSuchTicket();
            case DeskResult.VersionConflict(long expected, long actual) ->
                throw HttpError.conflict(
                        "CONFLICT",
                        "the ticket is at version " + actual + " and not at " + expected
                                + " any more; read it again and decide anew, or leave \"version\" out");
            case DeskResult.TicketClosed closed ->
                throw HttpError.conflict(
                        "TICKET_CLOSED",
                        "the ticket is closed; add \"status\": \"OPEN\" to reopen it and give it to this manager at once");
            case DeskResult.NotAnalysed notAnalysed ->
                throw HttpError.conflict(
                        "NOT_ANALYSED",
                        "the ticket is not analysed, so there is nothing to correct; GET /api/tickets/{id} shows its"
                                + " stage: wait until it is analysed, or redrive it when it FAILED");
            case DeskResult.NoSuchManager unknown ->
                throw HttpError.unprocessable(
                        "UNKNOWN_MANAGER",
                        "there is no manager with this \"manager_id\"; GET /api/managers lists them");
            case DeskResult.RulesBroken(List<BrokenRule> rules) -> throw rulesBroken(rules);
        }
    }

    private static HttpError rulesBroken(List<BrokenRule> rules) {
        String words = rules.stream().map(BrokenRule::inEnglish).collect(Collectors.joining("; "));
        if (rules.stream().anyMatch(rule -> rule.code().equals(BrokenRule.NOT_ANALYSED))) {
            return HttpError.conflict(
                    "NOT_ANALYSED", words + "; wait until it is, or send \"override\": true with a \"reason\"");
        }
        return HttpError.unprocessable(
                "RULE_BROKEN",
                "this manager may not have this ticket: " + words
                        + "; choose another manager, or send \"override\": true with a \"reason\"");
    }
}
