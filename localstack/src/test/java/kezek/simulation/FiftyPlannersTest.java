package kezek.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Fifty planners at once on one table, interleaved call by call, while rosters and tickets change.
class FiftyPlannersTest {

    @Test
    void fiftyPlanners_breakNoRule_andLoseRaces() {
        List<Simulation.Result> results = LongStream.rangeClosed(1, 4)
                .mapToObj(seed -> new Simulation(seed, 5_000).runCrowd(50))
                .toList();

        assertThat(results).allSatisfy(result -> {
            assertThat(result.violation()).isEmpty();
            assertThat(result.losers()).isGreaterThan(1);
        });
    }
}
