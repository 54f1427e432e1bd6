package kezek.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// The source of randomness and faults. Every seed has its own mixture of faults, so that a fault which
/// another one always hides appears in runs without the other.
final class Chaos {

    private static final double[] STRENGTHS = {0, 0.3, 1, 1, 3};

    private final Random random;
    private final Map<Fault, Double> strengths = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private boolean isOn = true;

    Chaos(long seed) {
        // Random produces similar first numbers for neighbouring seeds.
        random = new Random(seed * 0x9E3779B97F4A7C15L ^ 0x5DEECE66DL);
        for (Fault fault : Fault.values()) {
            strengths.put(fault, STRENGTHS[random.nextInt(STRENGTHS.length)]);
        }
    }

    /// @return whether this fault happens now
    boolean strikes(Fault fault) {
        boolean strikes = isOn && random.nextDouble() < Math.min(0.9, fault.chance * strengths.get(fault));
        if (strikes) {
            struck.merge(fault, 1, Integer::sum);
        }
        return strikes;
    }

    /// Ends all faults.
    void end() {
        isOn = false;
    }

    Random random() {
        return random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean happens(double chance) {
        return random.nextDouble() < chance;
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    Map<Fault, Integer> struck() {
        return new TreeMap<>(struck);
    }
}
