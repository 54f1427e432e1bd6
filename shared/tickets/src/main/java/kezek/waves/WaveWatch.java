package kezek.waves;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kezek.domain.Slot;
import kezek.domain.Ticket;
import kezek.messaging.Queues;

/// Sends a hint to assign when a wave may be complete. It looks after each write that could have completed a
/// wave. Of two writers at the same time at least one sees both writes, because each looks after its own.
///
/// Every method may throw the [kezek.failure.TransientFailure] of the table or of the queue. Thread-safe.
public final class WaveWatch {

    private final WaveStore waves;
    private final Queues queues;

    public WaveWatch(WaveStore waves, Queues queues) {
        this.waves = waves;
        this.queues = queues;
    }

    /// Hints one wave if nothing in it is on its way and it gains no more rows. To be called after a row left
    /// the wave, after a row became ready in a LIVE wave, and after the wave was sealed. Never hints PARKED,
    /// because a parked ticket that leaves gives no other one a chance.
    public void hintIfComplete(String wave) {
        if (isComplete(wave)) {
            queues.hint(wave);
        }
    }

    /// Hints the wave that the ticket waits in, if it waits in one and that is complete.
    public void hintWaveOf(Ticket ticket) {
        ticket.slot().map(Slot::wave).ifPresent(this::hintIfComplete);
    }

    private boolean isComplete(String wave) {
        if (WaveIds.isParked(wave)) {
            return false;
        }
        if (WaveIds.isLive(wave)) {
            return true;
        }
        return !waves.hasPending(wave)
                && waves.find(wave)
                        .filter(entry -> entry.state() != WaveStore.State.OPEN)
                        .isPresent();
    }

    /// Hints every complete wave of an import. To be called when a file of the import was read, because the
    /// waves may have waited for the announced kinds of file.
    public void hintAllOf(String importId) {
        waves.unfinished().stream()
                .filter(entry -> entry.importId().equals(importId))
                .map(WaveStore.Entry::wave)
                .forEach(this::hintIfComplete);
    }

    /// Hints every complete wave, and PARKED. To be called when the roster has a new revision, because
    /// everything may have waited for it, and the parked tickets have a new chance.
    public void hintAll() {
        waves.unfinished().stream().map(WaveStore.Entry::wave).forEach(this::hintIfComplete);
        if (waves.hasReady(WaveIds.PARKED)) {
            queues.hint(WaveIds.PARKED);
        }
    }

    /// Hints every complete wave, and PARKED, which is planned even if the roster has not changed. To be called
    /// when a person wants everything tried again, because the rules may have changed.
    ///
    /// @return the waves that were hinted
    public List<String> hintAgain() {
        waves.forgetParkedPlanned();
        Stream<String> complete =
                waves.unfinished().stream().map(WaveStore.Entry::wave).filter(this::isComplete);
        Stream<String> parked = Stream.of(WaveIds.PARKED).filter(waves::hasReady);
        List<String> hinted = Stream.concat(complete, parked).toList();
        hinted.forEach(queues::hint);
        return hinted;
    }

    /// Lets the open waves of a run be planned as they are, because no one reads its file on, and hints those
    /// that are complete.
    public void abandonOpenWaves(String run, Instant now) {
        waves.unfinished().stream()
                .filter(entry -> entry.run().equals(run) && entry.state() == WaveStore.State.OPEN)
                .forEach(entry -> {
                    waves.abandon(entry, now);
                    hintIfComplete(entry.wave());
                });
    }
}
