package kezek.domain;

import java.time.Instant;
import java.util.Comparator;

/// One version of a source of rows. The newest version wins, regardless of the order in which versions
/// are read.
///
/// @param time when the source was written
/// @param run breaks ties between sources of the same time; empty comes first
public record Edition(Instant time, String run) implements Comparable<Edition> {

    private static final Comparator<Edition> BY_AGE =
            Comparator.comparing(Edition::time).thenComparing(Edition::run);

    public boolean isAfter(Edition other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Edition other) {
        return BY_AGE.compare(this, other);
    }
}
