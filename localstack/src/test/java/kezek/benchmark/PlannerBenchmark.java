package kezek.benchmark;

import java.util.List;
import java.util.concurrent.TimeUnit;
import kezek.domain.Office;
import kezek.routing.Decision;
import kezek.routing.Planner;
import kezek.routing.RoutableTicket;
import kezek.routing.RoutingRoster;
import kezek.routing.RoutingRules;
import kezek.rules.RulesFile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The time of a plan by number of tickets, number of managers and strategy, with 15 offices, on one
/// core.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PlannerBenchmark {

    @Param({"1000", "10000", "100000"})
    private int tickets;

    @Param({"51", "1000"})
    private int managers;

    @Param({"TOP_TWO_ROUND_ROBIN", "LEAST_LOADED", "OPTIMAL"})
    private RoutingRules.Strategy strategy;

    private Planner planner;
    private List<RoutableTicket> waiting;
    private RoutingRoster roster;

    @Setup
    public void prepare() {
        List<Office> offices = Sizes.offices(15);
        planner = new Planner(rules());
        waiting = Sizes.tickets("plan", tickets);
        roster = new RoutingRoster(offices, Sizes.managers(managers, offices), 0);
    }

    private RoutingRules rules() {
        RoutingRules standard = RulesFile.standard();
        return new RoutingRules(
                standard.homeCountries(),
                standard.hubOffices(),
                standard.requirements(),
                standard.fallback(),
                strategy,
                standard.unassignedCategories());
    }

    @Benchmark
    public List<Decision> plan() {
        return planner.plan(waiting, roster);
    }
}
