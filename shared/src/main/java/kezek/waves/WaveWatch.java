package kezek.waves;

import kezek.messaging.Queues;
import kezek.store.WaveIds;
import kezek.store.WaveStore;

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
    public void ask(String wave) {
        if (!WaveIds.isParked(wave) && isComplete(wave)) {
            queues.hint(wave);
        }
    }

    private boolean isComplete(String wave) {
        if (WaveIds.isLive(wave)) {
            return true;
        }
        return !waves.hasPending(wave)
                && waves.find(wave)
                        .filter(entry -> entry.state() != WaveStore.State.OPEN)
                        .isPresent();
    }

    /// To be called when a file of the import was read: its waves may have waited for the announced kinds.
    public void askAllOf(String importId) {
        waves.unfinished().stream()
                .filter(entry -> entry.importId().equals(importId))
                .map(WaveStore.Entry::wave)
                .forEach(this::ask);
    }

    /// To be called when the roster was published: everything may have waited for it, and the parked
    /// tickets have a new chance.
    public void askAll() {
        waves.unfinished().stream().map(WaveStore.Entry::wave).forEach(this::ask);
        if (waves.hasReady(WaveIds.PARKED)) {
            queues.hint(WaveIds.PARKED);
        }
    }

    /// Lets a run's waves be planned as they are: its file ends before its end.
    public void abandonOpenWaves(String run) {
        waves.unfinished().stream()
                .filter(entry -> entry.run().equals(run) && entry.state() == WaveStore.State.OPEN)
                .forEach(entry -> {
                    waves.abandon(entry);
                    ask(entry.wave());
                });
    }
}
