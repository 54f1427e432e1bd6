package kezek.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kezek.csv.Row;
import kezek.domain.Ids;
import kezek.domain.Origin;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.imports.ImportFile;
import kezek.imports.ImportStore;
import kezek.messaging.Queues;
import kezek.messaging.TicketMessage;
import kezek.tickets.StoredTicket;
import kezek.tickets.TicketStore;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import kezek.waves.WaveStore.Counts;
import kezek.waves.WaveWatch;

/// Stores rows of a file of tickets, and sends a message for each new or changed ticket. What became of a
/// row is told from what is stored, so that a repeated pass counts the same.
final class TicketRows {

    /// Each attempt that fails means that somebody else wrote the same tickets in between.
    private static final int ATTEMPTS = 10;

    /// In each of the chunks that are stored at the same time.
    private static final int MARKS_AT_ONCE = 4;

    private final TicketStore tickets;
    private final ImportStore imports;
    private final WaveStore waves;
    private final Queues queues;
    private final WaveWatch watch;
    private final Cut cut;
    private final ExecutionContext execution;

    TicketRows(
            TicketStore tickets,
            ImportStore imports,
            WaveStore waves,
            Queues queues,
            WaveWatch watch,
            Cut cut,
            ExecutionContext execution) {
        this.tickets = tickets;
        this.imports = imports;
        this.waves = waves;
        this.queues = queues;
        this.watch = watch;
        this.cut = cut;
        this.execution = execution;
    }

    /// What a row means to what is stored.
    private sealed interface Outcome {

        /// The ticket does not exist.
        record New(Row.Accepted<TicketContent> row) implements Outcome {}

        /// The ticket exists with older content.
        record Changed(Row.Accepted<TicketContent> row, StoredTicket stored) implements Outcome {}

        /// This very row was stored by an earlier pass.
        record StoredBefore(StoredTicket stored) implements Outcome {}

        /// The same content is stored, and the file is newer than all that said so.
        record SeenAgain(StoredTicket stored) implements Outcome {}

        /// The same content, or newer content, is stored.
        record Unchanged(StoredTicket stored) implements Outcome {}
    }

    /// @param rows of one wave
    Counts store(ImportFile file, List<Row<TicketContent>> rows) {
        List<Row.Accepted<TicketContent>> accepted = new ArrayList<>();
        int rejected = 0;
        for (Row<TicketContent> row : rows) {
            switch (row) {
                case Row.Accepted<TicketContent> found -> accepted.add(found);
                case Row.Rejected<TicketContent>(int number, String code, String message) -> {
                    imports.reject(file, number, code, message);
                    rejected++;
                }
            }
        }
        return execution.parallel().map(chunks(accepted), chunk -> storeChunk(file, chunk)).stream()
                .reduce(new Counts(0, 0, 0, rejected), Counts::plus);
    }

    private static <T> List<List<T>> chunks(List<T> rows) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += TicketStore.MAX_NEW_TICKETS) {
            chunks.add(rows.subList(from, Math.min(from + TicketStore.MAX_NEW_TICKETS, rows.size())));
        }
        return chunks;
    }

    private Counts storeChunk(ImportFile file, List<Row.Accepted<TicketContent>> rows) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Outcome> outcomes = outcomes(file, rows);
            if (isStored(file, outcomes)) {
                return finish(file, outcomes);
            }
        }
        throw new TransientFailure("IMPORT_KEEPS_LOSING", "run " + file.run() + " lost too many races for its tickets");
    }

    private List<Outcome> outcomes(ImportFile file, List<Row.Accepted<TicketContent>> rows) {
        Map<String, StoredTicket> stored = tickets.findAll(
                rows.stream().map(row -> Ids.ticket(row.value().clientGuid())).toList());
        return rows.stream()
                .map(row -> outcome(
                        file,
                        row,
                        Optional.ofNullable(stored.get(Ids.ticket(row.value().clientGuid())))))
                .toList();
    }

    private static Outcome outcome(ImportFile file, Row.Accepted<TicketContent> row, Optional<StoredTicket> found) {
        if (found.isEmpty()) {
            return new Outcome.New(row);
        }
        StoredTicket stored = found.get();
        if (stored.run().equals(file.run()) && stored.row() == row.row()) {
            return new Outcome.StoredBefore(stored);
        }
        if (!file.edition().isAfter(stored.newestEdition())) {
            return new Outcome.Unchanged(stored);
        }
        return stored.fingerprint().equals(row.value().fingerprint())
                ? new Outcome.SeenAgain(stored)
                : new Outcome.Changed(row, stored);
    }

    /// @return false when somebody else wrote one of the tickets in between: look again
    private boolean isStored(ImportFile file, List<Outcome> outcomes) {
        List<Ticket> added = outcomes.stream()
                .flatMap(outcome -> outcome instanceof Outcome.New(Row.Accepted<TicketContent> row)
                        ? Stream.of(newTicket(file, row))
                        : Stream.empty())
                .toList();
        if (!added.isEmpty() && !tickets.addNew(added).isEmpty()) {
            return false;
        }
        // What was added before a change is lost is found as "stored before" by the next look.
        return areSeen(file, outcomes)
                && outcomes.stream()
                        .allMatch(
                                outcome -> !(outcome instanceof Outcome.Changed changed) || isReplaced(file, changed));
    }

    private boolean areSeen(ImportFile file, List<Outcome> outcomes) {
        List<StoredTicket> seen = outcomes.stream()
                .flatMap(outcome ->
                        outcome instanceof Outcome.SeenAgain(StoredTicket stored) ? Stream.of(stored) : Stream.empty())
                .toList();
        return !execution
                .parallel()
                .map(MARKS_AT_ONCE, seen, stored -> tickets.markSeen(stored, file.edition()))
                .contains(false);
    }

    private boolean isReplaced(ImportFile file, Outcome.Changed changed) {
        StoredTicket stored = changed.stored();
        Ticket replacement = ticket(
                file,
                changed.row(),
                stored.rev() + 1,
                stored.version() + 1,
                stored.createdAt().orElse(file.sourceTime()));
        if (!tickets.replace(stored, replacement)) {
            return false;
        }
        stored.wave().ifPresent(watch::hintIfComplete);
        return true;
    }

    private Ticket newTicket(ImportFile file, Row.Accepted<TicketContent> row) {
        return ticket(file, row, 1, 1, file.sourceTime());
    }

    private Ticket ticket(ImportFile file, Row.Accepted<TicketContent> row, int rev, long version, Instant createdAt) {
        String id = Ids.ticket(row.value().clientGuid());
        String wave = WaveIds.ofRun(file.run(), cut.waveOf(row.row()));
        return Ticket.arriving(
                id,
                row.value(),
                new Origin("csv", file.importId(), file.run(), row.row(), file.sourceTime()),
                rev,
                version,
                createdAt,
                Slot.pending(wave, row.row(), id));
    }

    private Counts finish(ImportFile file, List<Outcome> outcomes) {
        Map<Stage, List<TicketMessage>> messages = new EnumMap<>(Stage.class);
        int accepted = 0;
        int retried = 0;
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.New(Row.Accepted<TicketContent> row) -> {
                    accepted++;
                    add(
                            messages,
                            Stage.NEW,
                            new TicketMessage(Ids.ticket(row.value().clientGuid()), 1));
                }
                case Outcome.Changed(Row.Accepted<TicketContent> row, StoredTicket stored) -> {
                    accepted++;
                    add(messages, Stage.NEW, new TicketMessage(stored.id(), stored.rev() + 1));
                }
                case Outcome.StoredBefore(StoredTicket stored) -> {
                    accepted++;
                    if (stored.stage() == Stage.NEW) {
                        add(messages, Stage.NEW, new TicketMessage(stored.id(), stored.rev()));
                    }
                }
                case Outcome.SeenAgain(StoredTicket stored) -> retried += isRetried(stored, messages) ? 1 : 0;
                case Outcome.Unchanged(StoredTicket stored) -> retried += isRetried(stored, messages) ? 1 : 0;
            }
        }
        messages.forEach((stage, list) -> queues.send(stage, list, file.importId()));
        return new Counts(accepted, outcomes.size() - accepted, retried, 0);
    }

    /// A ticket that had FAILED gets another chance when its file is imported again, unless somebody
    /// closed it.
    private boolean isRetried(StoredTicket stored, Map<Stage, List<TicketMessage>> messages) {
        if (stored.stage() != Stage.FAILED || !stored.isOpen()) {
            return false;
        }
        Optional<Ticket> revived = tickets.revive(
                stored.asTicket(), waves.openLive(execution.clock().instant()));
        revived.ifPresent(ticket -> {
            if (ticket.stage() == Stage.ANALYSED) {
                ticket.slot().map(Slot::wave).ifPresent(watch::hintIfComplete);
            } else {
                add(messages, ticket.stage(), new TicketMessage(ticket.id(), ticket.rev()));
            }
        });
        return revived.isPresent();
    }

    private static void add(Map<Stage, List<TicketMessage>> messages, Stage stage, TicketMessage message) {
        messages.computeIfAbsent(stage, unused -> new ArrayList<>()).add(message);
    }
}
