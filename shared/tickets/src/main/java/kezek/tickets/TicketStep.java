package kezek.tickets;

import java.time.Clock;
import java.util.Optional;
import kezek.domain.Failure;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.messaging.TicketMessage;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;

/// What the steps geocode and classify have in common: finding the ticket that a message means, and
/// ending it when the step gives up.
///
/// Thread-safe.
public final class TicketStep {

    private final TicketStore tickets;
    private final WaveStore waves;
    private final WaveWatch watch;
    private final Clock clock;

    public TicketStep(TicketStore tickets, WaveStore waves, WaveWatch watch, Clock clock) {
        this.tickets = tickets;
        this.waves = waves;
        this.watch = watch;
        this.clock = clock;
    }

    /// Finds the ticket. One that FAILED in this step comes back to life: somebody redrove its message.
    ///
    /// @param from the stage that the step takes on
    /// @return empty when there is nothing left to do about this message: the ticket is deleted, closed,
    ///     or has newer
    ///     content, which has a message of its own
    public Optional<Ticket> find(TicketMessage message, Stage from) {
        return tickets.find(message.ticketId())
                .filter(ticket -> ticket.rev() == message.rev() && ticket.status() == Status.OPEN)
                .flatMap(ticket -> hasFailedIn(ticket, from)
                        ? tickets.revive(ticket, waves.openLive(clock.instant()))
                        : Optional.of(ticket));
    }

    private static boolean hasFailedIn(Ticket ticket, Stage from) {
        return ticket.stage() == Stage.FAILED
                && ticket.failedFrom().filter(from::equals).isPresent();
    }

    /// Records on the ticket that the step gave up, and lets its wave go on without it.
    public void giveUp(TicketMessage message, Stage from, Failure reason) {
        tickets.find(message.ticketId())
                .filter(ticket -> ticket.rev() == message.rev() && ticket.stage() == from)
                .filter(ticket -> tickets.fail(ticket, reason))
                .flatMap(Ticket::slot)
                .map(Slot::wave)
                .ifPresent(watch::hintIfComplete);
    }
}
