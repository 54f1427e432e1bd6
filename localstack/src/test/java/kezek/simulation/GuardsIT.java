package kezek.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The conditions of the writes earn their place: without one of them the simulator soon finds a broken
/// rule. Three of them with every build; all with `-Dsimulator.guards=all`, some minutes, or those that
/// it names, separated by commas.
class GuardsIT {

    private static final int SEEDS = 40;
    private static final int OPERATIONS = 2_500;
    private static final int PLANNERS = 30;

    private static final Set<Guard> WITH_EVERY_BUILD =
            EnumSet.of(Guard.NEW_TICKET_IS_NEW, Guard.MANAGER_REV, Guard.HUB_COUNT);

    /// Conditions behind which another one stands, so that nothing breaks without them alone:
    /// - a ticket's `rev` and `status`: content is never replaced, and a ticket never closed, without its
    ///   row moving to another wave or going, so `slotWave` has changed as well;
    /// - a sealed wave exists, for it was opened; so does a file whose kind is noted;
    /// - a wave that is opened again is not sealed, by the same transaction; what is written is what is
    ///   there.
    private static final Set<Guard> SECOND_TO_ANOTHER = EnumSet.of(
            Guard.TICKET_REV,
            Guard.TICKET_STATUS,
            Guard.SEALED_WAVE_EXISTS,
            Guard.FILE_EXISTS,
            Guard.OPENED_WAVE_IS_NEW);

    /// Conditions whose moment is so rare that these runs did not meet it; nothing says that they are idle.
    private static final Set<Guard> NOT_MET = EnumSet.of(
            Guard.KEPT_MANAGER_REV,
            Guard.ABANDONED_WAVE_IS_OPEN,
            Guard.FINISHED_WAVE_STATE,
            Guard.PENDING_ROW_EXISTS,
            Guard.PENDING_ROW_REV,
            Guard.IMPORT_IS_NEW,
            Guard.FILE_STATE,
            Guard.FILE_POSITION);

    static Stream<Guard> guards() {
        String wanted = System.getProperty("simulator.guards", "");
        if (!wanted.isEmpty() && !wanted.equals("all")) {
            return Arrays.stream(wanted.split(",")).map(Guard::valueOf);
        }
        return Arrays.stream(Guard.values())
                .filter(guard -> !SECOND_TO_ANOTHER.contains(guard) && !NOT_MET.contains(guard))
                .filter(guard -> wanted.equals("all") || WITH_EVERY_BUILD.contains(guard));
    }

    @ParameterizedTest
    @MethodSource("guards")
    void withoutThisCondition_aRuleIsBroken(Guard guard) {
        Optional<Simulation.Result> broken = LongStream.rangeClosed(1, SEEDS)
                .boxed()
                .flatMap(seed -> Stream.<Simulation.Result>concat(
                        Stream.of(without(guard, seed).runCrowd(PLANNERS)),
                        Stream.of(seed).map(again -> without(guard, again).run())))
                .filter(result -> result.violation().isPresent())
                .findFirst();

        broken.ifPresent(result -> System.out.printf(
                "without %s, seed %d, operation %d: %s%n",
                guard, result.seed(), result.steps(), result.violation().orElseThrow()));
        assertThat(broken).as("a broken rule without " + guard).isPresent();
    }

    private static Simulation without(Guard guard, long seed) {
        return new Simulation(seed, OPERATIONS).without(guard);
    }
}
