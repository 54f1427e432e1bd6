package kezek.classify;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kezek.analysis.TicketAnalyzer;
import kezek.failure.TransientFailure;

/// Lets the first of those who would ask the same at the same time ask, and the others wait for it: then
/// they find its answer in the cache. A mass mailing fills whole batches with one text.
///
/// Thread-safe.
final class RequestCoalescer {

    private final ConcurrentMap<String, CountDownLatch> asked = new ConcurrentHashMap<>();

    /// @param longest nobody waits for longer
    /// @param asking looks for an answer first: whoever has waited will find one
    /// @throws TransientFailure `MODEL_UNREACHABLE` when the first one took longer
    <T> T inTurn(String key, Duration longest, Supplier<T> asking) {
        CountDownLatch mine = new CountDownLatch(1);
        CountDownLatch others = asked.putIfAbsent(key, mine);
        if (others != null) {
            await(others, longest);
            return asking.get();
        }
        try {
            return asking.get();
        } finally {
            asked.remove(key);
            mine.countDown();
        }
    }

    private static void await(CountDownLatch others, Duration longest) {
        try {
            if (!others.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TransientFailure(
                        TicketAnalyzer.MODEL_UNREACHABLE, "the same question is still waiting for its answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("INTERRUPTED", "interrupted while waiting for the same question", e);
        }
    }
}
