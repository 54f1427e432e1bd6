package kezek.api.reports;

import kezek.routing.Balance;

/// How evenly work is distributed among managers, see [Balance].
///
/// @param jainIndex rounded to four decimals
record FiguresView(long totalLoad, int maxLoad, long sumOfSquares, int spread, double jainIndex) {

    static FiguresView of(Balance balance) {
        return new FiguresView(
                balance.totalLoad(),
                balance.maxLoad(),
                balance.sumOfSquares(),
                balance.spread(),
                Math.round(balance.jainIndex() * 10_000) / 10_000.0);
    }
}
