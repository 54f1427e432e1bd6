package kezek.model;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kezek.failure.TransientFailure;

/// Sends one of several identical requests that arrive at the same time. The others wait and then find the
/// answer in the caller's cache. A mass mailing fills whole batches with one text.
///
/// Thread-safe.
public final class RequestCoalescer {

    private final ConcurrentMap<String, CountDownLatch> running = new ConcurrentHashMap<>();

    /// Runs the request, after the one with the same key that is running, if there is one.
    ///
    /// @param key equal for identical requests
    /// @param maxWait how long to wait for the running request
    /// @param request looks into the cache first, because a request that waited finds its answer there
    /// @throws TransientFailure [LanguageModel#UNREACHABLE] if the running request takes longer than
    ///     `maxWait`; `INTERRUPTED` if the thread was interrupted
    public <T> T run(String key, Duration maxWait, Supplier<T> request) {
        CountDownLatch mine = new CountDownLatch(1);
        CountDownLatch other = running.putIfAbsent(key, mine);
        if (other != null) {
            await(other, maxWait);
            return request.get();
        }
        try {
            return request.get();
        } finally {
            running.remove(key);
            mine.countDown();
        }
    }

    private static void await(CountDownLatch other, Duration maxWait) {
        try {
            if (!other.await(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TransientFailure(
                        LanguageModel.UNREACHABLE, "the same question is still waiting for its answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("INTERRUPTED", "interrupted while waiting for the same question", e);
        }
    }
}
