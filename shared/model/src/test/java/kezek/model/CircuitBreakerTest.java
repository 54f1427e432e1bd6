package kezek.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kezek.model.CircuitBreaker.Admission;
import kezek.model.CircuitBreaker.Permit;
import kezek.testing.FakeTime;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final Duration A_BIT = Duration.ofMillis(1);
    private static final Duration FIRST_PAUSE_WITH_JITTER =
            CircuitBreaker.FIRST_PAUSE.multipliedBy(6).dividedBy(5);

    private final FakeTime time = new FakeTime();
    private final CircuitBreaker breaker = new CircuitBreaker(time.execution());

    @Test
    void fewerFailuresThanThreshold_orNotInARow_leaveItClosed() {
        fail(CircuitBreaker.FAILURES - 1);
        granted().answered();
        fail(CircuitBreaker.FAILURES - 1);

        assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void failuresInARow_openIt_andNoRequestIsSentForThePause() {
        fail(CircuitBreaker.FAILURES);

        assertThat(breaker.tryAcquire()).isEqualTo(new Admission.Down());
        time.pass(CircuitBreaker.FIRST_PAUSE.minus(A_BIT));
        assertThat(breaker.tryAcquire()).isEqualTo(new Admission.Down());
        time.pass(FIRST_PAUSE_WITH_JITTER.minus(CircuitBreaker.FIRST_PAUSE).plus(A_BIT));
        assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void waitingInVain_opensItSooner() {
        granted().timedOut();
        granted().answered();
        granted().timedOut();
        assertThat(breaker.tryAcquire()).as("one in a row").isInstanceOf(Admission.Granted.class);
        granted().timedOut();
        assertThat(breaker.tryAcquire()).as("two in a row").isEqualTo(new Admission.Down());
    }

    @Test
    void probe_isOneAtATime_andItsSuccessClosesIt() {
        fail(CircuitBreaker.FAILURES);
        time.pass(FIRST_PAUSE_WITH_JITTER);
        Permit probe = granted();

        assertThat(breaker.tryAcquire()).isEqualTo(new Admission.Down());
        time.pass(CircuitBreaker.LONGEST_PAUSE);
        assertThat(breaker.tryAcquire()).as("however long the probe takes").isEqualTo(new Admission.Down());
        probe.answered();

        assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Granted.class);
        assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Granted.class);
        assertThat(breaker.isGoneForLong()).isFalse();
    }

    @Test
    void eachFailedProbe_doublesThePause_upToTheLongest() {
        fail(CircuitBreaker.FAILURES);
        for (int seconds : List.of(30, 60, 120, 240, 300, 300)) {
            Duration pause = Duration.ofSeconds(seconds);
            assertThat(untilGranted()).isBetween(pause, pause.multipliedBy(6).dividedBy(5));
        }
    }

    @Test
    void afterARecovery_thePauseIsTheFirstAgain() {
        fail(CircuitBreaker.FAILURES);
        untilGranted();
        time.pass(Duration.ofMinutes(10));
        granted().answered();
        fail(CircuitBreaker.FAILURES);

        assertThat(untilGranted()).isLessThanOrEqualTo(FIRST_PAUSE_WITH_JITTER);
    }

    @Test
    void outcomesOfRequestsThatBeganBefore_countForNothing() {
        List<Permit> slow = List.of(granted(), granted(), granted());
        fail(CircuitBreaker.FAILURES);
        slow.get(0).failed();
        slow.get(1).answered();
        assertThat(breaker.tryAcquire()).as("still open").isEqualTo(new Admission.Down());

        time.pass(FIRST_PAUSE_WITH_JITTER);
        Permit probe = granted();
        slow.get(2).failed();
        probe.answered();
        assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void permitThatIsClosedWithoutAWord_countsAsFailed_soThatNoProbeIsLost() {
        fail(CircuitBreaker.FAILURES);
        time.pass(FIRST_PAUSE_WITH_JITTER);
        granted().close();

        assertThat(breaker.tryAcquire()).isEqualTo(new Admission.Down());
        time.pass(CircuitBreaker.LONGEST_PAUSE);
        assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void firstOutcomeOfAPermitCounts() {
        for (int i = 0; i < 2 * CircuitBreaker.FAILURES; i++) {
            try (Permit permit = granted()) {
                permit.answered();
            }
        }
        assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void busyModel_isLeftAloneUntilTheTimeItNamed_andNeverOpensIt() {
        Instant before = time.instant();
        for (int i = 0; i < 3 * CircuitBreaker.FAILURES; i++) {
            granted().busyFor(Duration.ofSeconds(7));
            assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Busy.class);
            time.pass(Duration.ofSeconds(7).minus(A_BIT));
            assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Busy.class);
            time.pass(A_BIT);
        }
        assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Granted.class);
        assertThat(time.instant()).isEqualTo(before.plusSeconds(7L * 3 * CircuitBreaker.FAILURES));
    }

    @Test
    void ofTwoTimesThatTheModelNamed_theLaterOneHolds() {
        Permit first = granted();
        Permit second = granted();
        first.busyFor(Duration.ofSeconds(20));
        second.busyFor(Duration.ofSeconds(1));

        assertThat(breaker.tryAcquire())
                .isEqualTo(new Admission.Busy(time.instant().plusSeconds(20)));
    }

    @Test
    void busyModelThatNamesNoTime_isLeftAloneLongerAndLonger() {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            pauses.add(granted().busy());
            time.pass(pauses.getLast());
        }
        assertThat(pauses.getFirst()).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    @Test
    void busyProbe_showsThatTheModelIsThere() {
        fail(CircuitBreaker.FAILURES);
        time.pass(FIRST_PAUSE_WITH_JITTER);
        granted().busyFor(Duration.ofSeconds(2));
        time.pass(Duration.ofSeconds(2));

        assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Granted.class);
        assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void failureThatNamesATime_isCountedAndHonoured() {
        for (int i = 0; i < CircuitBreaker.FAILURES; i++) {
            granted().failedFor(Duration.ofSeconds(40));
            assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Busy.class);
            time.pass(Duration.ofSeconds(40));
        }
        assertThat(breaker.isGoneForLong()).isFalse();
    }

    @Test
    void wrongDateInTheFarFuture_doesNotSilenceTheEnvironmentForEver() {
        granted().busyFor(Duration.ofDays(30_000));
        time.pass(CircuitBreaker.LONGEST_HOLD);

        assertThat(breaker.tryAcquire()).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void outage_isLongOnceItHasOutlastedPatience_butNotWhileAProbeIsOut() {
        fail(CircuitBreaker.FAILURES);
        assertThat(breaker.isGoneForLong()).isFalse();
        time.pass(CircuitBreaker.PATIENCE.minus(A_BIT));
        assertThat(breaker.isGoneForLong()).isFalse();
        time.pass(A_BIT);
        assertThat(breaker.isGoneForLong()).isTrue();

        Permit probe = granted();
        assertThat(breaker.isGoneForLong()).as("the probe is under way").isFalse();
        probe.failed();
        assertThat(breaker.isGoneForLong()).isTrue();
    }

    @Test
    void refusals_areNoReasonToWait() {
        for (int i = 0; i < CircuitBreaker.FAILURES; i++) {
            granted().refused();
        }
        assertThat(breaker.isGoneForLong()).isTrue();
    }

    @Test
    void busyForLongerThanPatience_isLong() {
        granted().busyFor(CircuitBreaker.PATIENCE);
        assertThat(breaker.isGoneForLong()).isFalse();
        granted(CircuitBreaker.PATIENCE).busyFor(CircuitBreaker.PATIENCE.plusSeconds(1));
        assertThat(breaker.isGoneForLong()).isTrue();
    }

    @Test
    void ofManyThatAskAtOnceAfterThePause_oneIsTheProbe() throws InterruptedException, ExecutionException {
        fail(CircuitBreaker.FAILURES);
        for (int round = 0; round < 200; round++) {
            time.pass(CircuitBreaker.LONGEST_PAUSE.multipliedBy(2));
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Admission>> asked = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 16; i++) {
                    asked.add(threads.submit(() -> {
                        start.await();
                        return breaker.tryAcquire();
                    }));
                }
                start.countDown();
            }
            List<Permit> probes = new ArrayList<>();
            for (Future<Admission> answer : asked) {
                if (answer.get() instanceof Admission.Granted(Permit permit)) {
                    probes.add(permit);
                }
            }
            assertThat(probes).hasSize(1);
            probes.getFirst().failed();
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            granted().failed();
        }
    }

    /// Lets time pass until a probe may be made, which fails.
    private Duration untilGranted() {
        Instant start = time.instant();
        while (true) {
            if (breaker.tryAcquire() instanceof Admission.Granted(Permit probe)) {
                probe.failed();
                return Duration.between(start, time.instant());
            }
            time.pass(Duration.ofMillis(100));
        }
    }

    private Permit granted(Duration later) {
        time.pass(later);
        return granted();
    }

    private Permit granted() {
        Admission admission = breaker.tryAcquire();
        assertThat(admission).isInstanceOf(Admission.Granted.class);
        return ((Admission.Granted) admission).permit();
    }
}
