package kezek.assign;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import kezek.domain.Assignment;
import kezek.domain.Failure;
import kezek.domain.Manager;
import kezek.routing.Decision;
import kezek.routing.Verdict;
import kezek.store.PlanChunk;
import kezek.store.ReadyTicket;
import kezek.store.RosterSnapshot;
import kezek.store.TicketStore;
import kezek.store.WaveIds;
import kezek.verdict.VerdictJson;

/// Commits one plan, chunk by chunk, in plan order. The first chunk that loses a race ends it: what
/// follows was planned on what is no longer so.
///
/// Not thread-safe; for one plan.
final class PlanCommitter {

    private final TicketStore tickets;
    private final RosterSnapshot roster;
    private final Map<String, ReadyTicket> ready;
    private final Clock clock;
    private final Map<String, Long> chunksByManager = new HashMap<>();
    private long hubDecisions;

    PlanCommitter(TicketStore tickets, RosterSnapshot roster, Map<String, ReadyTicket> ready, Clock clock) {
        this.tickets = tickets;
        this.roster = roster;
        this.ready = ready;
        this.clock = clock;
        this.hubDecisions = roster.hubDecisions();
    }

    /// How far a plan was committed.
    record Result(End end, int tickets) {}

    enum End {
        ALL_COMMITTED,
        OUT_OF_TIME,
        LOST_A_RACE
    }

    Result commit(List<Decision> decisions, BooleanSupplier isOutOfTime) {
        int committed = 0;
        PlanChunk chunk = newChunk();
        for (Decision decision : decisions) {
            if (isNothingNew(decision)) {
                continue;
            }
            if (!isAdded(chunk, decision)) {
                if (isOutOfTime.getAsBoolean()) {
                    return new Result(End.OUT_OF_TIME, committed);
                }
                if (!isCommitted(chunk)) {
                    return new Result(End.LOST_A_RACE, committed);
                }
                committed += chunk.tickets();
                chunk = newChunk();
                if (!isAdded(chunk, decision)) {
                    throw new IllegalStateException("one decision does not fit into an empty chunk");
                }
            }
        }
        if (!chunk.isEmpty() && !isCommitted(chunk)) {
            return new Result(End.LOST_A_RACE, committed);
        }
        return new Result(End.ALL_COMMITTED, committed + chunk.tickets());
    }

    /// A parked ticket that still nobody can take stays as it is, unless it took a turn that has to be
    /// stored.
    private boolean isNothingNew(Decision decision) {
        return decision instanceof Decision.Unassigned
                && !decision.tookHubTurn()
                && WaveIds.isParked(readyTicket(decision).slot().wave());
    }

    private PlanChunk newChunk() {
        return new PlanChunk(roster.rev(), this::seenRev);
    }

    private long seenRev(Manager manager) {
        return manager.rev() + chunksByManager.getOrDefault(manager.id(), 0L);
    }

    private boolean isCommitted(PlanChunk chunk) {
        return switch (tickets.commit(chunk)) {
            case DONE -> {
                chunk.managers().forEach(manager -> chunksByManager.merge(manager.id(), 1L, Long::sum));
                yield true;
            }
            case LOST -> false;
        };
    }

    private ReadyTicket readyTicket(Decision decision) {
        ReadyTicket found = ready.get(decision.ticket().id());
        if (found == null) {
            throw new IllegalStateException(
                    "the plan decided ticket " + decision.ticket().id() + ", which it was not given");
        }
        return found;
    }

    private boolean isAdded(PlanChunk chunk, Decision decision) {
        Optional<PlanChunk.HubChange> hub = decision.tookHubTurn()
                ? Optional.of(new PlanChunk.HubChange(hubDecisions, hubDecisions + 1))
                : Optional.empty();
        Verdict verdict = decision.verdict();
        boolean added = switch (decision) {
            case Decision.Assigned assigned ->
                chunk.addAssigned(
                        readyTicket(decision),
                        assignment(assigned, verdict),
                        decision.hubOfficeId(),
                        VerdictJson.write(verdict),
                        assigned.changes(),
                        hub);
            case Decision.Unassigned unassigned ->
                chunk.addUnassigned(
                        readyTicket(decision),
                        new Failure(unassigned.code(), verdict.sentenceRu()),
                        decision.hubOfficeId(),
                        VerdictJson.write(verdict),
                        hub);
        };
        if (added && hub.isPresent()) {
            hubDecisions++;
        }
        return added;
    }

    private Assignment assignment(Decision.Assigned assigned, Verdict verdict) {
        return new Assignment(
                assigned.manager().id(),
                assigned.manager().name(),
                assigned.office().id(),
                assigned.office().name(),
                clock.instant(),
                verdict.sentenceRu());
    }
}
