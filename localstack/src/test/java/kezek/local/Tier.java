package kezek.local;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/// Tests that need something that not every machine has, for example Docker. If it is missing, they are
/// skipped with one line that says what to install. With `REQUIRE_{TIER}=1` they fail instead.
public final class Tier {

    private final String name;
    private final String variable;
    private final Map<String, String> environment;
    private final PrintStream out;

    /// @param name in lower case, words joined by `-`
    public Tier(String name) {
        this(name, "REQUIRE_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// @param variable the environment variable that turns a skip into a failure; several tiers may share
    ///     one
    public Tier(String name, String variable) {
        this(name, variable, System.getenv(), System.out);
    }

    Tier(String name, String variable, Map<String, String> environment, PrintStream out) {
        this.name = name;
        this.variable = variable;
        this.environment = environment;
        this.out = out;
    }

    /// A precondition of the tests.
    ///
    /// @param what the text before "is missing"
    /// @param command installs it
    public record Need(String what, String command, BooleanSupplier isThere) {}

    /// Checks the preconditions. Call it once, before the tier starts anything.
    ///
    /// @param needs checked in this order, up to the first that is missing
    /// @throws TestAbortedException if something is missing
    /// @throws AssertionFailedError if something is missing and the tier is required
    public void check(List<Need> needs) {
        Optional<Need> missing =
                needs.stream().filter(need -> !need.isThere().getAsBoolean()).findFirst();
        if (missing.isEmpty()) {
            return;
        }
        String reason = name + ": " + missing.get().what() + " is missing: "
                + missing.get().command();
        if ("1".equals(environment.get(variable))) {
            throw new AssertionFailedError(reason + " (" + variable + "=1)");
        }
        out.println("SKIPPED " + reason);
        throw new TestAbortedException(reason);
    }
}
