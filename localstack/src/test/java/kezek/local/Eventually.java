package kezek.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits with a deadline until a condition is true.
public final class Eventually {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();

    private Eventually() {}

    public static void eventually(String what, BooleanSupplier condition) {
        eventually(what, DEADLINE, condition);
    }

    public static void eventually(String what, Duration deadline, BooleanSupplier condition) {
        Instant end = Instant.now().plus(deadline);
        boolean holds = condition.getAsBoolean();
        while (!holds && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            holds = condition.getAsBoolean();
        }
        assertThat(holds).as(what + " within " + deadline).isTrue();
    }
}
