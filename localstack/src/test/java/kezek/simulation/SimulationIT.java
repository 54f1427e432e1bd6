package kezek.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Many runs of the simulator, two at a time. System properties:
/// - `simulator.seeds`: number of runs, 4 by default;
/// - `simulator.operations`: operations of chaos per run, 3,000 by default;
/// - `simulator.seed`: runs only this seed; `simulator.trace=true` prints its whole trace.
class SimulationIT {

    private static final int SEEDS = Integer.getInteger("simulator.seeds", 4);
    private static final int OPERATIONS = Integer.getInteger("simulator.operations", 3_000);

    @Test
    void everySeed_keepsEveryRule() throws Exception {
        List<Simulation.Result> results = run(seeds());

        report(results);
        results.stream().filter(SimulationIT::isBroken).forEach(SimulationIT::tell);
        assertThat(results.stream().filter(SimulationIT::isBroken).map(Simulation.Result::seed))
                .as("seeds that broke a rule; the lines above tell more")
                .isEmpty();
    }

    private static List<Long> seeds() {
        Long only = Long.getLong("simulator.seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS).boxed().toList() : List.of(only);
    }

    private static List<Simulation.Result> run(List<Long> seeds) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Simulation.Result>> runs = new ArrayList<>();
            seeds.forEach(seed -> runs.add(threads.submit(() -> new Simulation(seed, OPERATIONS).run())));
            List<Simulation.Result> results = new ArrayList<>();
            for (Future<Simulation.Result> run : runs) {
                results.add(run.get());
            }
            return results;
        }
    }

    private static boolean isBroken(Simulation.Result result) {
        return result.violation().isPresent();
    }

    private static void report(List<Simulation.Result> results) {
        Map<Fault, Integer> faults = new TreeMap<>();
        results.forEach(result -> result.faults().forEach((fault, times) -> faults.merge(fault, times, Integer::sum)));
        System.out.printf(
                "%d seeds, %d operations of chaos each, %d with those until rest; %d tickets, %d assignments, "
                        + "%d planners lost a race; %d violations%n",
                results.size(),
                OPERATIONS,
                results.stream().mapToLong(Simulation.Result::steps).sum(),
                results.stream().mapToLong(Simulation.Result::tickets).sum(),
                results.stream().mapToLong(Simulation.Result::assignments).sum(),
                results.stream().mapToLong(Simulation.Result::losers).sum(),
                results.stream().filter(SimulationIT::isBroken).count());
        faults.forEach((fault, times) -> System.out.printf("%8d %s%n", times, fault));
    }

    private static void tell(Simulation.Result result) {
        System.out.printf(
                "seed %d broke a rule at operation %d: %s%n%s%nagain: mvn verify -pl localstack -am"
                        + " -Dtest=none -Dit.test=SimulationIT -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dfailsafe.failIfNoSpecifiedTests=false -Dsimulator.seed=%d -Dsimulator.operations=%d%n",
                result.seed(),
                result.steps(),
                result.violation().orElseThrow(),
                String.join(System.lineSeparator(), result.lastLines()),
                result.seed(),
                OPERATIONS);
    }
}
