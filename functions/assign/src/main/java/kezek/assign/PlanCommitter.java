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

/// Commits one plan in chunks, office by office, and the tickets of each office in the order of the plan. It
/// ends with the first chunk that loses a race, because what follows was planned on a state that has changed.
///
/// Not thread-safe; one for each plan.
final class PlanCommitter {

    /// The group of the offices that received tickets by the turn of the hubs. It is no id of an office.
    private static final String TIED_BY_TURN = "hubs";

    private final PlanStore plans;
    private final PlanningState planningState;
    private final Clock clock;
    private long hubDecisions;
    private int committed;

    /// @param planningState that was planned on; updated with each committed chunk
    PlanCommitter(PlanStore plans, PlanningState planningState, Clock clock) {
        this.plans = plans;
        this.planningState = planningState;
        this.clock = clock;
        this.hubDecisions = planningState.hubDecisions();
    }

    /// How far a plan was committed.
    sealed interface Result {

        record AllCommitted() implements Result {}

        /// The rest of the plan was not tried.
        record OutOfTime() implements Result {}

        /// The rest of the plan is void.
        record LostRace(PlanCommit.Lost lost) implements Result {}
    }

    /// @return how many tickets are committed so far
    int committed() {
        return committed;
    }

    Result commit(List<Decision> decisions, BooleanSupplier isOutOfTime) {
        PlanChunk chunk = newChunk();
        for (Decision decision : byOffice(decisions)) {
            if (isNothingNew(decision) || tryAdd(chunk, decision) == PlanChunk.Addition.ADDED) {
                continue;
            }
            Optional<Result> end = commit(chunk, isOutOfTime);
            if (end.isPresent()) {
                return end.get();
            }
            chunk = newChunk();
            if (tryAdd(chunk, decision) == PlanChunk.Addition.FULL) {
                throw new IllegalStateException("one decision does not fit into an empty chunk");
            }
        }
        return chunk.isEmpty()
                ? new Result.AllCommitted()
                : commit(chunk, isOutOfTime).orElseGet(Result.AllCommitted::new);
    }

    /// No two offices share a manager, so the tickets of one office do not depend on those of the others. In
    /// whatever order offices are committed, and wherever that ends, the rest is planned as before. Only the
    /// offices that received a ticket by the turn of the hubs depend on each other. A chunk of few offices
    /// changes few managers, so more tickets fit into it.
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

    /// @return the id of the office that takes the ticket; empty if none can
    private static String officeId(Decision decision) {
        return decision instanceof Decision.Assigned assigned
                ? assigned.office().id()
                : "";
    }

    /// A parked ticket that no manager can take yet stays as it is, unless its decision took a turn, which has to
    /// be stored.
    private boolean isNothingNew(Decision decision) {
        return decision instanceof Decision.Unassigned
                && !decision.tookHubTurn()
                && WaveIds.isParked(
                        planningState.waiting(decision.ticket()).slot().wave());
    }

    private PlanChunk newChunk() {
        return new PlanChunk(planningState.rosterRev(), planningState::revOf);
    }

    /// @return why the rest is not committed; empty if it is to be committed
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

    private PlanChunk.Addition tryAdd(PlanChunk chunk, Decision decision) {
        Optional<PlanChunk.HubChange> hub = decision.tookHubTurn()
                ? Optional.of(new PlanChunk.HubChange(hubDecisions, hubDecisions + 1))
                : Optional.empty();
        Verdict verdict = decision.verdict();
        PlanChunk.Addition addition = switch (decision) {
            case Decision.Assigned assigned ->
                chunk.tryAddAssigned(
                        planningState.waiting(decision.ticket()),
                        assignment(assigned, verdict),
                        decision.hubOfficeId(),
                        VerdictJson.write(verdict),
                        assigned.changes(),
                        hub);
            case Decision.Unassigned unassigned ->
                chunk.tryAddUnassigned(
                        planningState.waiting(decision.ticket()),
                        new Failure(unassigned.code(), verdict.sentenceRu()),
                        decision.hubOfficeId(),
                        VerdictJson.write(verdict),
                        hub);
        };
        if (addition == PlanChunk.Addition.ADDED && hub.isPresent()) {
            hubDecisions++;
        }
        return addition;
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
