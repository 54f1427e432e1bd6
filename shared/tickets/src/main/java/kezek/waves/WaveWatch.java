package kezek.waves;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kezek.messaging.Queues;

/// Asks, after every write that could have completed a wave, whether it is complete, and sends the hint
/// to assign. Of two that write at the same time at least one sees both writes, for each asks after its
/// own.
///
/// Thread-safe.
public final class WaveWatch {

    private final WaveStore waves;
    private final Queues queues;

    public WaveWatch(WaveStore waves, Queues queues) {
        this.waves = waves;
        this.queues = queues;
    }

    /// To be called after a row left the wave, after a row became ready in a LIVE wave, and after the
    /// wave was sealed. A parked ticket that leaves gives no other one a chance.
    public void hintIfComplete(String wave) {
        if (isComplete(wave)) {
            queues.hint(wave);
        }
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

    /// To be called when a file of the import was read: its waves may have waited for the announced kinds.
    public void hintAllOf(String importId) {
        waves.unfinished().stream()
                .filter(entry -> entry.importId().equals(importId))
                .map(WaveStore.Entry::wave)
                .forEach(this::hintIfComplete);
    }

    /// To be called when the roster was published: everything may have waited for it, and the parked
    /// tickets have a new chance.
    public void hintAll() {
        waves.unfinished().stream().map(WaveStore.Entry::wave).forEach(this::hintIfComplete);
        if (waves.hasReady(WaveIds.PARKED)) {
            queues.hint(WaveIds.PARKED);
        }
    }

    /// To be called when somebody wants everything tried again: like [#hintAll], but the parked tickets
    /// are planned even on the roster that they were planned on last, for the rules may have changed.
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

    /// Lets a run's waves be planned as they are: its file ends before its end.
    public void abandonOpenWaves(String run, Instant now) {
        waves.unfinished().stream()
                .filter(entry -> entry.run().equals(run) && entry.state() == WaveStore.State.OPEN)
                .forEach(entry -> {
                    waves.abandon(entry, now);
                    hintIfComplete(entry.wave());
                });
    }
}
