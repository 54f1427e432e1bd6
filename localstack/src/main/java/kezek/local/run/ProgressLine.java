package kezek.local.run;

import java.io.PrintStream;

/// Shows a line that changes in place on a terminal. Elsewhere it prints each change on a line of its
/// own.
final class ProgressLine {

    private static final String ERASE_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean isTerminal;
    private String shown = "";

    ProgressLine(PrintStream out) {
        this.out = out;
        this.isTerminal = System.console() != null && System.console().isTerminal();
    }

    void show(String line) {
        if (line.equals(shown)) {
            return;
        }
        shown = line;
        if (isTerminal) {
            out.print(ERASE_LINE + line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    void end() {
        if (isTerminal && !shown.isEmpty()) {
            out.println();
        }
        shown = "";
    }
}
