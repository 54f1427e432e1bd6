package kezek.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kezek.failure.TransientFailure;
import org.junit.jupiter.api.Test;

class RequestCoalescerTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final RequestCoalescer coalescer = new RequestCoalescer();

    @Test
    void requestThatTakesTooLong_failsTheOnesThatWait() throws InterruptedException, ExecutionException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> slow = threads.submit(() -> coalescer.run("key", LONG, () -> {
                started.countDown();
                awaitUninterrupted(end);
                return "slow";
            }));
            started.await();

            assertThatThrownBy(() -> coalescer.run("key", Duration.ofMillis(1), () -> "impatient"))
                    .asInstanceOf(type(TransientFailure.class))
                    .returns(LanguageModel.UNREACHABLE, TransientFailure::code);
            assertThat(coalescer.run("another key", LONG, () -> "other")).isEqualTo("other");
            end.countDown();
            assertThat(slow.get()).isEqualTo("slow");
        }
    }

    @Test
    void requestThatFails_blocksNoLaterOne() {
        assertThatThrownBy(() -> coalescer.run("key", LONG, () -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(coalescer.run("key", LONG, () -> "next")).isEqualTo("next");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
