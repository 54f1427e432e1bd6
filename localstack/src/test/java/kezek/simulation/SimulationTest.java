package kezek.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A few runs in every build. `SimulationIT` has more.
class SimulationTest {

    private static final int OPERATIONS = 1_500;

    @Test
    void handfulOfSeeds_breaksNoRule() {
        List<Simulation.Result> results = LongStream.rangeClosed(1, 4)
                .mapToObj(seed -> new Simulation(seed, OPERATIONS).run())
                .toList();

        assertThat(results)
                .allSatisfy(result -> assertThat(result.violation())
                        .as("seed %d; the last lines: %s", result.seed(), result.lastLines())
                        .isEmpty());
    }

    @Test
    void sameSeed_givesTheSameRun() {
        Simulation.Result once = new Simulation(7, OPERATIONS).run();
        Simulation.Result again = new Simulation(7, OPERATIONS).run();

        assertThat(again.digest()).isEqualTo(once.digest());
        assertThat(again.steps()).isEqualTo(once.steps());
        assertThat(new Simulation(8, OPERATIONS).run().digest()).isNotEqualTo(once.digest());
    }
}
