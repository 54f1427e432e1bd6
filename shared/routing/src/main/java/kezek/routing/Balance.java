package kezek.routing;

import java.util.Collection;
import java.util.List;

/// How evenly open work lies on managers.
///
/// @param managers how many there are
/// @param totalLoad Σx, all their open work
/// @param maxLoad the load of the busiest one (the makespan of scheduling); 0 without managers
/// @param sumOfSquares Σx²: of two distributions of the same work the more even one has the smaller sum
/// @param spread the greatest difference (max − min) between two managers of one office who may take the
///     same tickets; work that only one manager can take does not count as uneven
/// @param jainIndex Jain's fairness index, (Σx)² / (n · Σx²): 1 when all loads are equal, 1/n when one
///     manager has all; 1 when there is no work. R. Jain, D. Chiu, W. Hawe, "A quantitative measure of
///     fairness and discrimination for resource allocation in shared computer systems", DEC TR-301, 1984
public record Balance(int managers, long totalLoad, int maxLoad, long sumOfSquares, int spread, double jainIndex) {

    /// @param pools loads of the managers; those who share eligibility are in one list
    public static Balance of(Collection<List<Integer>> pools) {
        int managers = 0;
        long total = 0;
        int max = 0;
        long squares = 0;
        int spread = 0;
        for (List<Integer> pool : pools) {
            int most = Integer.MIN_VALUE;
            int least = Integer.MAX_VALUE;
            for (int load : pool) {
                total += load;
                squares += (long) load * load;
                most = Math.max(most, load);
                least = Math.min(least, load);
            }
            if (!pool.isEmpty()) {
                managers += pool.size();
                max = Math.max(max, most);
                spread = Math.max(spread, most - least);
            }
        }
        return new Balance(managers, total, max, squares, spread, jainIndex(managers, total, squares));
    }

    private static double jainIndex(int managers, long total, long squares) {
        return squares == 0 ? 1 : (double) total * total / ((double) managers * squares);
    }
}
