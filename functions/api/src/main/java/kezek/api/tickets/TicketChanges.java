package kezek.api.tickets;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kezek.domain.Assignment;
import kezek.domain.Manager;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.execution.ExecutionContext;
import kezek.http.HttpError;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.messaging.Queues;
import kezek.messaging.TicketMessage;
import kezek.roster.RosterStore;
import kezek.routing.BrokenRule;
import kezek.routing.ManualChoice;
import kezek.routing.RoutingRules;
import kezek.tickets.StoredTicket;
import kezek.tickets.TicketStore;
import kezek.verdict.VerdictJson;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;

/// What people do to tickets: `PATCH` and `DELETE` of `/api/tickets/{id}`. Each is one transaction under
/// the condition that the ticket is what was read; who loses to somebody else reads again.
public final class TicketChanges {

    private final TicketStore tickets;
    private final WaveStore waves;
    private final RosterStore rosters;
    private final RoutingRules rules;
    private final Queues queues;
    private final WaveWatch watch;
    private final TicketRoutes views;
    private final Clock clock;
    private final Attempts attempts;

    /// @param views answers with the ticket as it is then
    public TicketChanges(
            TicketStore tickets,
            WaveStore waves,
            RosterStore rosters,
            RoutingRules rules,
            Queues queues,
            TicketRoutes views,
            ExecutionContext execution) {
        this.tickets = tickets;
        this.waves = waves;
        this.rosters = rosters;
        this.rules = rules;
        this.queues = queues;
        this.watch = new WaveWatch(waves, queues);
        this.views = views;
        this.clock = execution.clock();
        this.attempts = new Attempts(execution);
    }

    public Response change(Request request) {
        new Parameters(request, Set.of());
        ChangeRequest change = ChangeRequest.of(request);
        String id = request.pathParameter("id");
        attempts.repeatUntil(id, () -> {
            Ticket ticket = tickets.find(id).orElseThrow(TicketRoutes::noSuchTicket);
            change.version().ifPresent(version -> Attempts.refuseIfOther(ticket, version));
            return change.managerId()
                    .map(managerId -> isGiven(ticket, managerId, change, request.caller()))
                    .orElseGet(() ->
                            change.status().orElseThrow() == Status.CLOSED ? isClosed(ticket) : isReopened(ticket));
        });
        return views.show(id);
    }

    public Response delete(Request request) {
        new Parameters(request, Set.of());
        String id = request.pathParameter("id");
        attempts.repeatUntil(id, () -> {
            StoredTicket stored =
                    Optional.ofNullable(tickets.findAll(List.of(id)).get(id)).orElseThrow(TicketRoutes::noSuchTicket);
            return stored.stage() == Stage.DELETED || isDeleted(stored.asTicket());
        });
        return Response.noContent();
    }

    private boolean isClosed(Ticket ticket) {
        if (ticket.status() == Status.CLOSED) {
            return true;
        }
        if (!tickets.close(ticket)) {
            return false;
        }
        askItsWave(ticket);
        return true;
    }

    private boolean isDeleted(Ticket ticket) {
        if (!tickets.delete(ticket, clock.instant())) {
            return false;
        }
        askItsWave(ticket);
        return true;
    }

    /// Who asks again may have got no answer the first time, and the message may be lost: it is sent again.
    private boolean isReopened(Ticket ticket) {
        Optional<Ticket> open = ticket.status() == Status.OPEN
                ? Optional.of(ticket)
                : tickets.reopen(ticket, waves.openLive(clock.instant()));
        open.ifPresent(this::sendOn);
        return open.isPresent();
    }

    private void sendOn(Ticket ticket) {
        switch (ticket.stage()) {
            case NEW, PLACED ->
                queues.send(
                        ticket.stage(),
                        List.of(new TicketMessage(ticket.id(), ticket.rev())),
                        ticket.origin().importId());
            case ANALYSED, UNASSIGNED -> askItsWave(ticket);
            case ASSIGNED, FAILED, DELETED -> {}
        }
    }

    private boolean isGiven(Ticket ticket, String managerId, ChangeRequest change, String caller) {
        if (ticket.status() == Status.CLOSED && change.status().isEmpty()) {
            throw HttpError.conflict(
                    "TICKET_CLOSED",
                    "the ticket is closed; add \"status\": \"OPEN\" to reopen it and give it to this manager at once");
        }
        boolean hasItAlready = ticket.openAssignment()
                .filter(assignment -> assignment.managerId().equals(managerId))
                .isPresent();
        if (hasItAlready) {
            return true;
        }
        Manager manager = manager(managerId);
        List<BrokenRule> broken = rules.brokenBy(manager, ticket.content().segment(), ticket.analysis());
        if (!change.override()) {
            refuseIfAny(broken);
        }
        if (!isGiven(ticket, choice(ticket, manager, broken, change.reason(), caller))) {
            return false;
        }
        askItsWave(ticket);
        return true;
    }

    private ManualChoice choice(Ticket ticket, Manager manager, List<BrokenRule> broken, String reason, String caller) {
        return new ManualChoice(clock.instant(), caller, manager, ticket.assignment(), broken, reason);
    }

    private boolean isGiven(Ticket ticket, ManualChoice choice) {
        Manager manager = choice.manager();
        Assignment assignment = new Assignment(
                manager.id(),
                manager.name(),
                manager.officeId(),
                manager.officeName(),
                choice.at(),
                choice.sentenceRu());
        return tickets.reassign(ticket, manager, assignment, VerdictJson.write(choice, ticket.verdict()));
    }

    private Manager manager(String id) {
        return rosters.load().managers().stream()
                .filter(manager -> manager.id().equals(id))
                .findFirst()
                .orElseThrow(() -> HttpError.unprocessable(
                        "UNKNOWN_MANAGER",
                        "there is no manager with this \"manager_id\"; GET /api/managers lists them"));
    }

    private static void refuseIfAny(List<BrokenRule> broken) {
        String words = broken.stream().map(BrokenRule::inEnglish).collect(Collectors.joining("; "));
        if (broken.stream().anyMatch(rule -> rule.code().equals(BrokenRule.NOT_ANALYSED))) {
            throw HttpError.conflict(
                    "NOT_ANALYSED", words + "; wait until it is, or send \"override\": true with a \"reason\"");
        }
        if (!broken.isEmpty()) {
            throw HttpError.unprocessable(
                    "RULE_BROKEN",
                    "this manager may not have this ticket: " + words
                            + "; choose another manager, or send \"override\": true with a \"reason\"");
        }
    }

    /// The ticket's row has left its wave, or has come into a LIVE one.
    private void askItsWave(Ticket ticket) {
        ticket.slot().map(Slot::wave).ifPresent(watch::hintIfComplete);
    }
}
