package kezek.local.run;

/// Exit codes of the commands.
final class ExitCode {

    static final int OK = 0;
    static final int BROKEN = 1;
    static final int MISSING_FILE = 2;
    static final int NO_ELIGIBLE_MANAGER = 3;

    private ExitCode() {}
}
