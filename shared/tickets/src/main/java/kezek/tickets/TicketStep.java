package kezek.tickets;

import java.time.Clock;
import java.util.Optional;
import kezek.domain.Failure;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.messaging.TicketMessage;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;

/// What the steps geocode and classify have in common: they take up the ticket that a message means, and
/// record on it when they give up.
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

    /// Finds the ticket. A ticket that FAILED in this step goes on in LIVE, because its message was redriven.
    ///
    /// @param from the stage of the tickets that the step handles
    /// @return empty if the message needs no more work: the ticket is deleted or closed, or it has newer
    ///     content, which has a message of its own
    public Optional<Ticket> findOrRevive(TicketMessage message, Stage from) {
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

    /// Records on the ticket that the step gave up, and lets its wave be planned without it. Does nothing if
    /// the ticket has moved on.
    public void giveUp(TicketMessage message, Stage from, Failure reason) {
        tickets.find(message.ticketId())
                .filter(ticket -> ticket.rev() == message.rev() && ticket.stage() == from)
                .ifPresent(ticket -> fail(ticket, reason));
    }

    private void fail(Ticket ticket, Failure reason) {
        switch (tickets.fail(ticket, reason)) {
            case WRITTEN -> watch.hintWaveOf(ticket);
            // The ticket was closed, deleted or replaced; that writer has hinted its wave.
            case LOST -> {}
        }
    }
}
