package kezek.assign;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import kezek.domain.Assignment;
import kezek.domain.Failure;
import kezek.planning.PlanChunk;
import kezek.planning.PlanCommit;
import kezek.planning.PlanStore;
import kezek.routing.Decision;
import kezek.routing.Verdict;
import kezek.verdict.VerdictJson;
import kezek.waves.WaveIds;

/// Commits one plan, chunk by chunk, office by office, the tickets of an office in plan order. The first
/// chunk that loses a race ends it: what follows was planned on what is no longer so.
///
/// Not thread-safe; for one plan.
final class PlanCommitter {

    /// The group of the offices that got tickets by the turn of the hubs; no office's id.
    private static final String TIED_BY_TURN = "hubs";

    private final PlanStore plans;
    private final PlanningState planningState;
    private final Clock clock;
    private long hubDecisions;
    private int committed;

    /// @param planningState that was planned on; kept up as the chunks are committed
    PlanCommitter(PlanStore plans, PlanningState planningState, Clock clock) {
        this.plans = plans;
        this.planningState = planningState;
        this.clock = clock;
        this.hubDecisions = planningState.hubDecisions();
    }

    /// How far a plan was committed.
    sealed interface Result {

        record AllCommitted() implements Result {}

        record OutOfTime() implements Result {}

        record LostRace(PlanCommit.Lost lost) implements Result {}
    }

    /// @return the tickets committed so far
    int committed() {
        return committed;
    }

    Result commit(List<Decision> decisions, BooleanSupplier isOutOfTime) {
        PlanChunk chunk = newChunk();
        for (Decision decision : byOffice(decisions)) {
            if (isNothingNew(decision) || isAdded(chunk, decision)) {
                continue;
            }
            Optional<Result> end = commit(chunk, isOutOfTime);
            if (end.isPresent()) {
                return end.get();
            }
            chunk = newChunk();
            if (!isAdded(chunk, decision)) {
                throw new IllegalStateException("one decision does not fit into an empty chunk");
            }
        }
        return chunk.isEmpty()
                ? new Result.AllCommitted()
                : commit(chunk, isOutOfTime).orElseGet(Result.AllCommitted::new);
    }

    /// No two offices share a manager, so what one of them gets does not depend on what the others got:
    /// in whatever order they are committed, and wherever it ends, the rest is planned as before. Only
    /// the turn of the hubs ties those offices together that got a ticket by it. A chunk of few offices
    /// touches few managers, and holds more tickets.
    private static List<Decision> byOffice(List<Decision> decisions) {
        Set<String> tiedByTurn = decisions.stream()
                .filter(Decision::tookHubTurn)
                .map(PlanCommitter::officeId)
                .collect(Collectors.toSet());
        Map<String, List<Decision>> groups = new LinkedHashMap<>();
        for (Decision decision : decisions) {
            String office = officeId(decision);
            String group = decision.tookHubTurn() || tiedByTurn.contains(office) ? TIED_BY_TURN : office;
            groups.computeIfAbsent(group, first -> new ArrayList<>()).add(decision);
        }
        return groups.values().stream().flatMap(List::stream).toList();
    }

    /// @return of the office that takes the ticket; blank when nobody can
    private static String officeId(Decision decision) {
        return decision instanceof Decision.Assigned assigned
                ? assigned.office().id()
                : "";
    }

    /// A parked ticket that still nobody can take stays as it is, unless it took a turn that has to be
    /// stored.
    private boolean isNothingNew(Decision decision) {
        return decision instanceof Decision.Unassigned
                && !decision.tookHubTurn()
                && WaveIds.isParked(
                        planningState.waiting(decision.ticket()).slot().wave());
    }

    private PlanChunk newChunk() {
        return new PlanChunk(planningState.rosterRev(), planningState::revOf);
    }

    /// @return why the rest is not committed; empty when it may go on
    private Optional<Result> commit(PlanChunk chunk, BooleanSupplier isOutOfTime) {
        if (isOutOfTime.getAsBoolean()) {
            return Optional.of(new Result.OutOfTime());
        }
        return switch (plans.commit(chunk)) {
            case PlanCommit.Done() -> {
                planningState.committed(chunk);
                committed += chunk.ticketIds().size();
                yield Optional.empty();
            }
            case PlanCommit.Lost lost -> Optional.of(new Result.LostRace(lost));
        };
    }

    private boolean isAdded(PlanChunk chunk, Decision decision) {
        Optional<PlanChunk.HubChange> hub = decision.tookHubTurn()
                ? Optional.of(new PlanChunk.HubChange(hubDecisions, hubDecisions + 1))
                : Optional.empty();
        Verdict verdict = decision.verdict();
        boolean added = switch (decision) {
            case Decision.Assigned assigned ->
                chunk.addAssigned(
                        planningState.waiting(decision.ticket()),
                        assignment(assigned, verdict),
                        decision.hubOfficeId(),
                        VerdictJson.write(verdict),
                        assigned.changes(),
                        hub);
            case Decision.Unassigned unassigned ->
                chunk.addUnassigned(
                        planningState.waiting(decision.ticket()),
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
