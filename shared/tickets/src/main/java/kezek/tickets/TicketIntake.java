package kezek.tickets;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kezek.domain.Ids;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.messaging.Queues;
import kezek.messaging.TicketMessage;
import kezek.table.WriteOutcome;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;

/// Takes in tickets from any channel. It compares each with the ticket stored under its natural key
/// (channel and external id), stores new and changed tickets, and then sends the messages.
///
/// Taking in the same arrivals again changes nothing, and sends the messages again for tickets that are
/// still NEW. So a caller that crashed may repeat the whole call. For an example see
/// `kezek.ingest.TicketRows`.
///
/// Thread-safe.
public final class TicketIntake {

    /// The number of arrivals that one call takes: if all are new, they fit one transaction.
    public static final int MAX_ARRIVALS = TicketStore.MAX_NEW_TICKETS;

    /// An attempt fails only if another writer changed the same tickets at the same time.
    private static final int ATTEMPTS = 10;

    /// How many marks one call sets in parallel. A caller may store several chunks at the same time.
    private static final int MARKS_AT_ONCE = 4;

    private final TicketStore tickets;
    private final WaveStore waves;
    private final Queues queues;
    private final WaveWatch watch;
    private final ExecutionContext execution;

    public TicketIntake(
            TicketStore tickets, WaveStore waves, Queues queues, WaveWatch watch, ExecutionContext execution) {
        this.tickets = tickets;
        this.waves = waves;
        this.queues = queues;
        this.watch = watch;
        this.execution = execution;
    }

    /// Takes in tickets of one source.
    ///
    /// @param arrivals at most [#MAX_ARRIVALS], no two with one external id
    /// @return an outcome for each arrival, in the same order
    /// @throws TransientFailure `IMPORT_KEEPS_LOSING` after ten lost races, `STORE_BUSY` or `QUEUE_BUSY`.
    ///     Some arrivals may be stored, and some messages may be missing: take in all of them again
    public List<IntakeOutcome> take(TicketSource source, List<Arrival> arrivals) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<IntakeOutcome> decided = decide(source, arrivals);
            if (store(source, decided) == WriteOutcome.WRITTEN) {
                return sendOn(source, decided);
            }
        }
        throw new TransientFailure(
                "IMPORT_KEEPS_LOSING", "run " + source.run() + " lost too many races for its tickets");
    }

    private List<IntakeOutcome> decide(TicketSource source, List<Arrival> arrivals) {
        Map<String, StoredTicket> stored = tickets.findAll(
                arrivals.stream().map(arrival -> ticketId(source, arrival)).toList());
        return arrivals.stream()
                .map(arrival -> Optional.ofNullable(stored.get(ticketId(source, arrival)))
                        .map(found -> compare(source, arrival, found))
                        .orElseGet(() -> new IntakeOutcome.New(newTicket(source, arrival))))
                .toList();
    }

    private static String ticketId(TicketSource source, Arrival arrival) {
        return Ids.ticket(source.channel(), arrival.externalId());
    }

    private static IntakeOutcome compare(TicketSource source, Arrival arrival, StoredTicket stored) {
        if (isOfThisRow(source, arrival, stored)) {
            return new IntakeOutcome.StoredBefore(stored);
        }
        boolean isSame = stored.fingerprint().equals(arrival.content().fingerprint());
        if (!source.edition().isAfter(stored.newestEdition())) {
            return isSame ? new IntakeOutcome.Unchanged(stored) : new IntakeOutcome.Outdated(stored);
        }
        return isSame
                ? new IntakeOutcome.SeenAgain(stored)
                : new IntakeOutcome.Changed(stored, replacement(source, arrival, stored));
    }

    private static boolean isOfThisRow(TicketSource source, Arrival arrival, StoredTicket stored) {
        return !source.run().isEmpty() && stored.run().equals(source.run()) && stored.row() == arrival.row();
    }

    private static Ticket newTicket(TicketSource source, Arrival arrival) {
        String id = ticketId(source, arrival);
        return Ticket.arriving(
                id, arrival.content(), source.origin(arrival.row()), 1, 1, source.time(), slot(arrival, id));
    }

    private static Ticket replacement(TicketSource source, Arrival arrival, StoredTicket stored) {
        return Ticket.arriving(
                stored.id(),
                arrival.content(),
                source.origin(arrival.row()),
                stored.rev() + 1,
                stored.version() + 1,
                stored.createdAt().orElse(source.time()),
                slot(arrival, stored.id()));
    }

    private static Slot slot(Arrival arrival, String ticketId) {
        return Slot.pending(arrival.wave(), arrival.row(), ticketId);
    }

    /// What was added before a change is lost is "stored before" at the next attempt.
    ///
    /// @return LOST if another writer changed one of the tickets in between
    private WriteOutcome store(TicketSource source, List<IntakeOutcome> decided) {
        if (addNew(decided) == WriteOutcome.LOST || markSeen(source, decided) == WriteOutcome.LOST) {
            return WriteOutcome.LOST;
        }
        for (IntakeOutcome outcome : decided) {
            if (outcome instanceof IntakeOutcome.Changed changed && replace(changed) == WriteOutcome.LOST) {
                return WriteOutcome.LOST;
            }
        }
        return WriteOutcome.WRITTEN;
    }

    private WriteOutcome addNew(List<IntakeOutcome> decided) {
        List<Ticket> added = decided.stream()
                .flatMap(outcome ->
                        outcome instanceof IntakeOutcome.New(Ticket ticket) ? Stream.of(ticket) : Stream.empty())
                .toList();
        return added.isEmpty() || tickets.addNew(added).isEmpty() ? WriteOutcome.WRITTEN : WriteOutcome.LOST;
    }

    private WriteOutcome markSeen(TicketSource source, List<IntakeOutcome> decided) {
        List<StoredTicket> seen = decided.stream()
                .flatMap(outcome -> outcome instanceof IntakeOutcome.SeenAgain(StoredTicket stored)
                        ? Stream.of(stored)
                        : Stream.empty())
                .toList();
        boolean isLost = execution
                .parallel()
                .map(MARKS_AT_ONCE, seen, stored -> tickets.markSeen(stored, source.edition()))
                .contains(WriteOutcome.LOST);
        return isLost ? WriteOutcome.LOST : WriteOutcome.WRITTEN;
    }

    private WriteOutcome replace(IntakeOutcome.Changed changed) {
        WriteOutcome outcome = tickets.replace(changed.before(), changed.ticket());
        if (outcome == WriteOutcome.WRITTEN) {
            changed.before().wave().ifPresent(watch::hintIfComplete);
        }
        return outcome;
    }

    /// Revives FAILED tickets, and sends the messages. A repeated pass sends them again, because the
    /// earlier pass may have crashed between storing and sending.
    private List<IntakeOutcome> sendOn(TicketSource source, List<IntakeOutcome> decided) {
        Map<Stage, List<TicketMessage>> messages = new EnumMap<>(Stage.class);
        List<IntakeOutcome> outcomes = new ArrayList<>();
        for (IntakeOutcome decision : decided) {
            IntakeOutcome outcome = retryIfFailed(decision);
            outcomes.add(outcome);
            switch (outcome) {
                case IntakeOutcome.New(Ticket ticket) -> sendOn(ticket, messages);
                case IntakeOutcome.Changed(StoredTicket before, Ticket ticket) -> sendOn(ticket, messages);
                case IntakeOutcome.StoredBefore(StoredTicket stored) -> {
                    if (stored.stage() == Stage.NEW) {
                        add(messages, Stage.NEW, new TicketMessage(stored.id(), stored.rev()));
                    }
                }
                case IntakeOutcome.Retried(Ticket ticket) -> sendOn(ticket, messages);
                case IntakeOutcome.SeenAgain seen -> {}
                case IntakeOutcome.Unchanged unchanged -> {}
                case IntakeOutcome.Outdated outdated -> {}
            }
        }
        messages.forEach((stage, list) -> queues.send(stage, list, source.importId()));
        return List.copyOf(outcomes);
    }

    private IntakeOutcome retryIfFailed(IntakeOutcome decision) {
        return switch (decision) {
            case IntakeOutcome.SeenAgain(StoredTicket stored) -> retryIfFailed(stored, decision);
            case IntakeOutcome.Unchanged(StoredTicket stored) -> retryIfFailed(stored, decision);
            case IntakeOutcome.Outdated(StoredTicket stored) -> retryIfFailed(stored, decision);
            case IntakeOutcome.New added -> added;
            case IntakeOutcome.Changed changed -> changed;
            case IntakeOutcome.StoredBefore before -> before;
            case IntakeOutcome.Retried retried -> retried;
        };
    }

    /// A ticket that had FAILED gets another chance when it arrives again, unless a person closed it.
    private IntakeOutcome retryIfFailed(StoredTicket stored, IntakeOutcome decision) {
        if (stored.stage() != Stage.FAILED || !stored.isOpen()) {
            return decision;
        }
        return tickets.revive(
                        stored.asTicket(), waves.openLive(execution.clock().instant()))
                .<IntakeOutcome>map(IntakeOutcome.Retried::new)
                .orElse(decision);
    }

    private void sendOn(Ticket ticket, Map<Stage, List<TicketMessage>> messages) {
        switch (ticket.stage()) {
            case NEW, PLACED -> add(messages, ticket.stage(), new TicketMessage(ticket.id(), ticket.rev()));
            case ANALYSED, UNASSIGNED -> watch.hintWaveOf(ticket);
            // A planner or another step was faster than this look.
            case ASSIGNED, FAILED, DELETED -> {}
        }
    }

    private static void add(Map<Stage, List<TicketMessage>> messages, Stage stage, TicketMessage message) {
        messages.computeIfAbsent(stage, unused -> new ArrayList<>()).add(message);
    }
}
