package kezek.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kezek.testing.FakeDynamoDb.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Shows that the conditions of the writes are needed: without one of them the simulator soon finds a
/// broken rule. Every build checks three of them. `-Dsimulator.guards=all` checks all, which takes some
/// minutes, and a list separated by commas checks those. `simulator.seeds` (60) and
/// `simulator.operations` (2,500) limit the search for each.
class GuardsIT {

    private static final int SEEDS = Integer.getInteger("simulator.seeds", 60);
    private static final int OPERATIONS = Integer.getInteger("simulator.operations", 2_500);
    private static final int PLANNERS = 30;

    private static final Set<Guard> WITH_EVERY_BUILD =
            EnumSet.of(Guard.NEW_TICKET_IS_NEW, Guard.MANAGER_REV, Guard.HUB_COUNT);

    /// Conditions that are backed by another one, so that nothing breaks without them alone:
    /// - a ticket's `rev` and `status`: when its content is replaced or it is closed, its row moves to
    ///   another wave or is removed, so `slotWave` changes too;
    /// - a manager who gives a unit of load back has one, because the same transaction checks the
    ///   ticket's version;
    /// - a sealed wave exists, because it was opened; so does a file whose kind is noted;
    /// - a wave that is opened again is not sealed, because the same transaction checks that; the write
    ///   only repeats what is stored.
    private static final Set<Guard> BACKED_BY_ANOTHER = EnumSet.of(
            Guard.TICKET_REV,
            Guard.TICKET_STATUS,
            Guard.SEALED_WAVE_EXISTS,
            Guard.FILE_EXISTS,
            Guard.OPENED_WAVE_IS_NEW,
            Guard.OPENED_WAVE_STATE,
            Guard.MANAGER_CARRIES_SOMETHING);

    /// Conditions that only matter in a moment so rare that these runs did not meet it. This does not
    /// show that they are unnecessary.
    private static final Set<Guard> NOT_MET = EnumSet.of(
            Guard.TICKET_WAVE,
            Guard.KEPT_MANAGER_REV,
            Guard.WAVE_IS_DONE,
            Guard.ABANDONED_WAVE_IS_OPEN,
            Guard.FINISHED_WAVE_STATE,
            Guard.FINISHED_WAVE_ABANDONED_AT,
            Guard.PENDING_ROW_EXISTS,
            Guard.PENDING_ROW_REV,
            Guard.IMPORT_IS_NEW,
            Guard.FILE_STATE,
            Guard.FILE_UPDATED_AT,
            Guard.FILE_POSITION);

    static Stream<Guard> guards() {
        String wanted = System.getProperty("simulator.guards", "");
        if (!wanted.isEmpty() && !wanted.equals("all")) {
            return Arrays.stream(wanted.split(",")).map(Guard::valueOf);
        }
        return Arrays.stream(Guard.values())
                .filter(guard -> !BACKED_BY_ANOTHER.contains(guard) && !NOT_MET.contains(guard))
                .filter(guard -> wanted.equals("all") || WITH_EVERY_BUILD.contains(guard));
    }

    @ParameterizedTest
    @MethodSource("guards")
    void withoutThisCondition_aRuleIsBroken(Guard guard) {
        Optional<Simulation.Result> broken = LongStream.rangeClosed(1, SEEDS)
                .boxed()
                .parallel()
                .flatMap(seed -> results(guard, seed))
                .filter(result -> result.violation().isPresent())
                .findFirst();

        broken.ifPresent(result -> System.out.printf(
                "without %s, seed %d, operation %d: %s%n",
                guard, result.seed(), result.steps(), result.violation().orElseThrow()));
        assertThat(broken).as("a broken rule without " + guard).isPresent();
    }

    /// A run with many planners takes ten times as long, so only every fourth seed has one.
    private static Stream<Simulation.Result> results(Guard guard, long seed) {
        Stream<Simulation.Result> alone =
                Stream.of(seed).map(number -> without(guard, number).run());
        return seed % 4 == 1
                ? Stream.concat(
                        alone,
                        Stream.of(seed).map(number -> without(guard, number).runCrowd(PLANNERS)))
                : alone;
    }

    /// A condition that is not listed here would never be removed.
    @Test
    void everyConditionOfAWrite_isNamed() {
        Set<String> unnamed = new TreeSet<>();
        Predicate<Term> lookAt = term -> {
            if (Arrays.stream(Guard.values()).noneMatch(guard -> guard.test(term))) {
                unnamed.add(term.action() + " " + term.partition().replaceAll("#.*", "#") + " "
                        + term.sort().replaceAll("[#.].*", "") + " " + term.operator() + " " + term.attribute());
            }
            return false;
        };

        LongStream.rangeClosed(1, 4)
                .forEach(
                        seed -> new Simulation(seed, OPERATIONS).without(lookAt).run());

        assertThat(unnamed).isEmpty();
    }

    private static Simulation without(Guard guard, long seed) {
        return new Simulation(seed, OPERATIONS).without(guard);
    }
}
