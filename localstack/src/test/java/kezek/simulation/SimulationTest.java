package kezek.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A handful of runs with every build; `SimulationIT` has the many.
class SimulationTest {

    private static final int OPERATIONS = 3_000;

    @Test
    void handfulOfSeeds_breaksNoRule() {
        List<Simulation.Result> results = LongStream.rangeClosed(1, 6)
                .mapToObj(seed -> new Simulation(seed, OPERATIONS).run())
                .toList();

        results.forEach(result -> System.out.println(result.seed() + " steps " + result.steps() + " tickets "
                + result.tickets() + " assignments " + result.assignments() + " " + result.faults() + " "
                + result.violation()));
        results.stream()
                .filter(result -> result.violation().isPresent())
                .findFirst()
                .ifPresent(result -> System.out.println(String.join("\n", result.lastLines())));
        assertThat(results).allMatch(result -> result.violation().isEmpty());
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
