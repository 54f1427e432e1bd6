package kezek.api.tickets;

import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import kezek.domain.Analysis;
import kezek.domain.Manager;
import kezek.domain.Slot;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.execution.ExecutionContext;
import kezek.http.HttpError;
import kezek.http.Json;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.messaging.Queues;
import kezek.roster.RosterStore;
import kezek.routing.BrokenRule;
import kezek.routing.RoutingRules;
import kezek.tickets.TicketStore;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;

/// `PATCH /api/tickets/{id}/analysis`: a person puts an analysis right, or says that it is. The ticket
/// stays where it is, unless what was decided on the wrong analysis cannot stand; then it is planned anew.
/// One transaction each, under the condition that the ticket is what was read.
public final class Corrections {

    private final TicketStore tickets;
    private final WaveStore waves;
    private final RosterStore rosters;
    private final RoutingRules rules;
    private final WaveWatch watch;
    private final TicketRoutes views;
    private final Clock clock;
    private final Attempts attempts;

    /// @param views answers with the ticket as it is then
    public Corrections(
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
        this.watch = new WaveWatch(waves, queues);
        this.views = views;
        this.clock = execution.clock();
        this.attempts = new Attempts(execution);
    }

    public Response correct(Request request) {
        new Parameters(request, Set.of());
        CorrectionRequest wanted = CorrectionRequest.of(request);
        String id = request.pathParameter("id");
        attempts.repeatUntil(id, () -> {
            Ticket ticket = tickets.find(id).orElseThrow(TicketRoutes::noSuchTicket);
            wanted.version().ifPresent(version -> Attempts.refuseIfOther(ticket, version));
            Analysis found = ticket.analysis().orElseThrow(Corrections::notAnalysed);
            return isCorrected(ticket, found, wanted.appliedTo(found, request.caller(), clock.instant()));
        });
        return views.show(id);
    }

    private static HttpError notAnalysed() {
        return HttpError.conflict(
                "NOT_ANALYSED",
                "the ticket is not analysed, so there is nothing to correct; GET /api/tickets/{id} shows its stage:"
                        + " wait until it is analysed, or redrive it when it FAILED");
    }

    /// What is said already is not written again. Who asks again may have got no answer the first time, and
    /// the hint may be lost: it is sent again.
    private boolean isCorrected(Ticket ticket, Analysis found, Analysis corrected) {
        if (isSaidAlready(found, corrected)) {
            askItsWave(ticket);
            return true;
        }
        boolean isOnlyToBeWritten = ticket.status() == Status.CLOSED || isTheSameToPlanners(found, corrected);
        return isOnlyToBeWritten
                ? tickets.correct(ticket, corrected)
                : switch (ticket.stage()) {
                    case ASSIGNED -> isKeptOrTakenAway(ticket, found, corrected);
                    // Tried on the wrong analysis; PARKED is not planned before the next roster.
                    case UNASSIGNED -> isSentToBePlanned(ticket, corrected);
                    case NEW, PLACED, ANALYSED, FAILED, DELETED -> isCorrectedInItsWave(ticket, corrected);
                };
    }

    private boolean isKeptOrTakenAway(Ticket ticket, Analysis found, Analysis corrected) {
        Manager holder = holder(ticket);
        return isForbidden(holder, ticket, found, corrected)
                ? isSentToBePlanned(ticket, corrected)
                : tickets.correct(ticket, corrected, holder);
    }

    private boolean isSentToBePlanned(Ticket ticket, Analysis corrected) {
        String live = waves.openLive(clock.instant());
        if (!tickets.correctAndPlanAnew(ticket, corrected, live)) {
            return false;
        }
        watch.hintIfComplete(live);
        return true;
    }

    /// A planner that lost the race to this correction leaves the ticket to the next hint.
    private boolean isCorrectedInItsWave(Ticket ticket, Analysis corrected) {
        if (!tickets.correct(ticket, corrected)) {
            return false;
        }
        askItsWave(ticket);
        return true;
    }

    private void askItsWave(Ticket ticket) {
        ticket.slot().map(Slot::wave).ifPresent(watch::hintIfComplete);
    }

    private static boolean isSaidAlready(Analysis found, Analysis corrected) {
        return found.correction().isPresent()
                && found.sentiment() == corrected.sentiment()
                && found.summary().equals(corrected.summary())
                && isTheSameToPlanners(found, corrected);
    }

    private static boolean isTheSameToPlanners(Analysis found, Analysis corrected) {
        return found.category() == corrected.category()
                && found.language() == corrected.language()
                && found.priority() == corrected.priority();
    }

    private Manager holder(Ticket ticket) {
        String id = ticket.assignment().orElseThrow().managerId();
        return rosters.load().managers().stream()
                .filter(manager -> manager.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("manager " + id + " of ticket " + ticket.id() + " is not stored"));
    }

    /// Whether the correction makes the manager break a hard rule that nobody has overridden. What a
    /// manager does not meet in any case, because a skill was withdrawn since, is not the correction's
    /// doing.
    private boolean isForbidden(Manager holder, Ticket ticket, Analysis found, Analysis corrected) {
        Set<String> broken = broken(holder, ticket, corrected);
        broken.removeAll(broken(holder, ticket, found));
        broken.removeAll(overridden(ticket));
        return !broken.isEmpty();
    }

    private Set<String> broken(Manager manager, Ticket ticket, Analysis analysis) {
        return rules.brokenBy(manager, ticket.content().segment(), Optional.of(analysis)).stream()
                .map(BrokenRule::code)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// @return the rules that a person knowingly broke by giving the ticket to its manager
    private static Set<String> overridden(Ticket ticket) {
        return ticket.verdict().map(Json::readStored).stream()
                .flatMap(verdict -> StreamSupport.stream(
                        verdict.at("/by_hand/broken_requirements").spliterator(), false))
                .map(rule -> rule.asText())
                .collect(Collectors.toSet());
    }
}
