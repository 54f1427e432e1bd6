package kezek.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The trace of a run: the last lines for people, and a digest of all lines to compare two runs.
final class Trace {

    private static final int KEPT = 60;

    private final Deque<String> last = new ArrayDeque<>();
    private long digest = 17;
    private long step;
    private boolean isPrinting;

    /// Prints every line from now on, and not only the last ones of a failed run.
    Trace printing(boolean isPrinting) {
        this.isPrinting = isPrinting;
        return this;
    }

    void add(long step, String line) {
        this.step = step;
        if (isPrinting) {
            System.out.println(step + " " + line);
        }
        digest = digest * 1_000_003 + line.hashCode();
        last.addLast(step + " " + line);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    void add(String line) {
        add(step, line);
    }

    long digest() {
        return digest;
    }

    List<String> last() {
        return List.copyOf(last);
    }
}
