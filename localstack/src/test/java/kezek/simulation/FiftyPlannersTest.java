package kezek.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Fifty planners at the same time on one table, interleaved call by call, while rosters and tickets
/// change. In every second run many of them plan parked tickets right after the hubs were added. System
/// properties:
/// - `simulator.seeds`: number of runs, 4 by default;
/// - `simulator.seed`: runs only this seed; `simulator.trace=true` prints its whole trace.
class FiftyPlannersTest {

    private static final int SEEDS = Integer.getInteger("simulator.seeds", 4);
    private static final int OPERATIONS = 5_000;
    private static final int PLANNERS = 50;

    @Test
    void fiftyPlanners_breakNoRule_andLoseRaces() {
        List<Simulation.Result> results = seeds().mapToObj(seed -> new Simulation(seed, OPERATIONS).runCrowd(PLANNERS))
                .toList();

        report(results);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.violation()).as("seed %d", result.seed()).isEmpty();
            assertThat(result.losers()).as("losers of seed %d", result.seed()).isGreaterThan(1);
        });
    }

    private static LongStream seeds() {
        Long only = Long.getLong("simulator.seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    private static void report(List<Simulation.Result> results) {
        System.out.printf(
                "%d seeds, %d planners at once in each; %d tickets, %d assignments, %d planners lost a race; "
                        + "%d violations%n",
                results.size(),
                PLANNERS,
                results.stream().mapToLong(Simulation.Result::tickets).sum(),
                results.stream().mapToLong(Simulation.Result::assignments).sum(),
                results.stream().mapToLong(Simulation.Result::losers).sum(),
                results.stream()
                        .filter(result -> result.violation().isPresent())
                        .count());
        results.forEach(result -> result.violation().ifPresent(rule -> tell(result, rule)));
    }

    private static void tell(Simulation.Result result, String rule) {
        System.out.printf(
                "seed %d broke a rule at operation %d: %s%n%s%nagain: mvn test -pl localstack -am"
                        + " -Dtest=FiftyPlannersTest -Dsurefire.failIfNoSpecifiedTests=false -Dsimulator.seed=%d%n",
                result.seed(),
                result.steps(),
                rule,
                String.join(System.lineSeparator(), result.lastLines()),
                result.seed());
    }
}
