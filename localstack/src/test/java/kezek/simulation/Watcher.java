package kezek.simulation;

import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import kezek.pipeline.Invariants;
import kezek.testing.FakeDynamoDb;
import kezek.testing.FakeDynamoDb.Written;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Checks every committed write against the invariants (docs/design.md, "Invariants").
final class Watcher {

    private static final List<String> HUBS = List.of("Астана", "Алматы");
    private static final Map<String, Set<String>> FOLLOWING = Map.of(
            "NEW", Set.of("PLACED", "FAILED"),
            "PLACED", Set.of("ANALYSED", "FAILED"),
            "ANALYSED", Set.of("ASSIGNED", "UNASSIGNED"),
            "UNASSIGNED", Set.of("ASSIGNED", "UNASSIGNED"),
            "FAILED", Set.of("NEW", "PLACED", "ANALYSED"),
            "ASSIGNED", Set.of());
    private static final Set<String> CONTENT =
            Set.of("name", "officeId", "skills", "position", "baseline", "row", "place", "address");

    private static final Set<String> READ_BY_PLANNERS =
            Set.of("rev", "priority", "category", "language", "segment", "country", "srcTime", "row", "hub");
    private static final Set<String> SEALED = Set.of("sealedAt", "accepted", "unchanged", "retried", "rejected");

    private final FakeDynamoDb table;
    private final BooleanSupplier isByHand;
    private final PlanOracle oracle;
    private final Map<String, Long> openByManager = new HashMap<>();
    private int assignments;
    private @Nullable String violation;

    /// @param isByHand whether the API made the last commit
    Watcher(FakeDynamoDb table, BooleanSupplier isByHand) {
        this.table = table;
        this.isByHand = isByHand;
        this.oracle = new PlanOracle(table);
    }

    Optional<String> violation() {
        return Optional.ofNullable(violation);
    }

    int assignments() {
        return assignments;
    }

    /// Checks a commit. It never throws, because the code under test would take an exception for an
    /// answer of the table.
    void check(List<Written> commit) {
        try {
            if (!isNote(commit)) {
                look(commit);
            }
        } catch (RuntimeException e) {
            broken("the watcher understands every commit: " + e);
        }
    }

    private void look(List<Written> commit) {
        Set<String> touched = new HashSet<>();
        for (Written written : commit) {
            if (written.sort().equals("TICKET")) {
                checkTicket(written, touched);
            } else if (written.sort().startsWith("MANAGER#")) {
                touched.add(written.sort());
                checkRosterContent(written);
            } else if (written.sort().startsWith("OFFICE#")) {
                checkRosterContent(written);
            } else if (written.partition().startsWith("WAVE#") && written.after() != null) {
                checkRow(written);
            } else if (written.partition().startsWith("IMPORT#")) {
                checkImport(written);
            } else if (written.sort().equals("META")) {
                checkRosterMark(written);
            }
        }
        checkHubs(commit);
        oracle.note(commit);
        if (!isByHand.getAsBoolean()) {
            oracle.brokenRule(commit).ifPresent(this::broken);
        }
        touched.forEach(this::checkLoad);
    }

    private void broken(String rule) {
        if (violation == null) {
            violation = rule;
        }
    }

    private void must(boolean holds, String rule, Written written) {
        if (!holds) {
            broken(rule + ": " + written.partition() + " " + written.sort());
        }
    }

    private static Map<String, AttributeValue> afterOf(Written written) {
        return Optional.ofNullable(written.after()).orElse(Map.of());
    }

    private static Map<String, AttributeValue> beforeOf(Written written) {
        return Optional.ofNullable(written.before()).orElse(Map.of());
    }

    private void checkTicket(Written written, Set<String> touchedManagers) {
        Map<String, AttributeValue> before = beforeOf(written);
        Map<String, AttributeValue> after = afterOf(written);
        must(!after.isEmpty(), "a ticket is never removed", written);
        must(
                number(after, "version") == number(before, "version") + 1,
                "every write of a ticket raises its version by one",
                written);
        must(isAllowed(before, after), "a ticket never goes backwards", written);
        mustNotBeOlder(written);
        must(
                !keepsHub(before, after) || text(after, "hub").equals(text(before, "hub")),
                "the hub that was decided for a content stays",
                written);
        checkSlot(written, before, after);
        count(before, -1, touchedManagers);
        count(after, 1, touchedManagers);
        if (isOpenAssigned(after) && !isOpenAssigned(before)
                || isOpenAssigned(after) && !text(before, "managerId").equals(text(after, "managerId"))) {
            assignments++;
            checkAssignment(written, after);
        } else if (isOpenAssigned(after)) {
            checkKept(written, before, after);
        }
    }

    /// Whether the commit only notes that a newer file has the same content.
    private static boolean isNote(List<Written> commit) {
        Map<String, AttributeValue> before = new HashMap<>(beforeOf(commit.getFirst()));
        Map<String, AttributeValue> after = afterOf(commit.getFirst());
        String seenBefore = text(before, "seenTime") + text(before, "seenRun");
        for (String name : Set.of("seenTime", "seenRun")) {
            before.put(name, after.get(name));
        }
        return commit.size() == 1
                && before.equals(after)
                && (text(after, "seenTime") + text(after, "seenRun")).compareTo(seenBefore) > 0
                && text(after, "seenTime").compareTo(text(after, "srcTime")) >= 0;
    }

    /// The manager who keeps a ticket after a correction must be eligible for it, unless the manager was
    /// not eligible before either.
    private void checkKept(Written written, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        Map<String, AttributeValue> manager = manager(after);
        must(
                Invariants.isEligible(manager, after)
                        || Invariants.isAgainstTheRules(after)
                        || !Invariants.isEligible(manager, before),
                "no manager keeps a ticket against a corrected analysis",
                written);
    }

    /// A new content or a deletion loses the decision.
    private boolean keepsHub(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        return before.containsKey("hub")
                && number(before, "rev") == number(after, "rev")
                && !text(after, "stage").equals("DELETED")
                && table.item("ROSTER", "OFFICE#" + text(before, "hub")) != null;
    }

    private Map<String, AttributeValue> manager(Map<String, AttributeValue> ticket) {
        return Optional.ofNullable(
                        table.item("ROSTER", "MANAGER#" + text(ticket, "officeId") + "#" + text(ticket, "managerId")))
                .orElse(Map.of());
    }

    private boolean isAllowed(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        long revBefore = number(before, "rev");
        long revAfter = number(after, "rev");
        if (revAfter == revBefore + 1) {
            return text(after, "stage").equals("NEW");
        }
        return revAfter == revBefore
                && (isByHand.getAsBoolean()
                        ? isAllowedByHand(before, after)
                        : isOpen(before)
                                && isOpen(after)
                                && FOLLOWING
                                        .getOrDefault(text(before, "stage"), Set.of())
                                        .contains(text(after, "stage")));
    }

    /// People close, reopen, assign, correct, and delete.
    private static boolean isAllowedByHand(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        return switch (text(after, "stage")) {
            case "DELETED" -> !text(before, "stage").equals("DELETED");
            case "ASSIGNED" ->
                !isOpen(after) || isOpen(before) || text(before, "status").equals("CLOSED");
            default -> isOpen(before) != isOpen(after) || isAllowedCorrection(before, after);
        };
    }

    /// The ticket stays where it is, or is planned again.
    private static boolean isAllowedCorrection(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        String from = text(before, "stage");
        String to = text(after, "stage");
        return isCorrected(before, after)
                && (from.equals(to)
                        || isOpen(before)
                                && to.equals("ANALYSED")
                                && Set.of("ASSIGNED", "UNASSIGNED").contains(from));
    }

    private static boolean isCorrected(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        return !Objects.equals(before.get("analysis"), after.get("analysis"))
                && after.containsKey("analysis")
                && after.get("analysis").m().containsKey("correction");
    }

    private static boolean isOpen(Map<String, AttributeValue> ticket) {
        return text(ticket, "status").equals("OPEN");
    }

    /// A ticket that is not finished has exactly one row. Other tickets have none.
    private void checkSlot(Written written, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        String prefix = switch (text(after, "stage")) {
            case "NEW", "PLACED" -> "P#";
            case "ANALYSED", "UNASSIGNED" -> "R#";
            default -> "";
        };
        boolean wantsRow = !prefix.isEmpty() && text(after, "status").equals("OPEN");
        must(
                wantsRow == after.containsKey("slotKey")
                        && text(after, "slotKey").startsWith(wantsRow ? prefix : ""),
                "a ticket has the row of its stage, or none",
                written);
        must(!wantsRow || row(after) != null, "the row of a ticket is there", written);
        must(
                !prefix.equals("R#") || !wantsRow || saysTheSame(row(after), after),
                "a row says what its ticket says",
                written);
        boolean hasMoved = !text(before, "slotWave").equals(text(after, "slotWave"))
                || !text(before, "slotKey").equals(text(after, "slotKey"));
        must(!hasMoved || row(before) == null, "the row that a ticket left is gone", written);
    }

    private static boolean saysTheSame(@Nullable Map<String, AttributeValue> row, Map<String, AttributeValue> ticket) {
        return row != null
                && READ_BY_PLANNERS.stream().allMatch(name -> Objects.equals(row.get(name), ticket.get(name)));
    }

    private @Nullable Map<String, AttributeValue> row(Map<String, AttributeValue> ticket) {
        return ticket.containsKey("slotKey")
                ? table.item("WAVE#" + text(ticket, "slotWave"), text(ticket, "slotKey"))
                : null;
    }

    private void checkRow(Written written) {
        Map<String, AttributeValue> row = afterOf(written);
        Map<String, AttributeValue> ticket = Optional.ofNullable(
                        table.item("TICKET#" + text(row, "ticketId"), "TICKET"))
                .orElse(Map.of());
        must(
                written.partition().equals("WAVE#" + text(ticket, "slotWave"))
                        && written.sort().equals(text(ticket, "slotKey")),
                "a row of a wave belongs to a ticket",
                written);
    }

    private static boolean isOpenAssigned(Map<String, AttributeValue> ticket) {
        return text(ticket, "stage").equals("ASSIGNED")
                && text(ticket, "status").equals("OPEN");
    }

    private void count(Map<String, AttributeValue> ticket, long delta, Set<String> touched) {
        if (isOpenAssigned(ticket)) {
            String manager = "MANAGER#" + text(ticket, "officeId") + "#" + text(ticket, "managerId");
            openByManager.merge(manager, delta, Long::sum);
            touched.add(manager);
        }
    }

    private void checkLoad(String manager) {
        long assigned =
                number(Optional.ofNullable(table.item("ROSTER", manager)).orElse(Map.of()), "assigned");
        long open = openByManager.getOrDefault(manager, 0L);
        if (assigned != open) {
            broken("the load of a manager is the number of open tickets: " + manager + " says " + assigned
                    + ", but has " + open);
        }
    }

    private void checkAssignment(Written written, Map<String, AttributeValue> ticket) {
        Map<String, AttributeValue> manager = manager(ticket);
        must(!manager.isEmpty(), "an assigned manager exists", written);
        must(
                Invariants.isEligible(manager, ticket) || Invariants.isAgainstTheRules(ticket),
                "no hard filter is violated at the moment of commit",
                written);
        if (isByHand.getAsBoolean()) {
            return;
        }
        must(
                table.item("ROSTER", "OFFICE#" + text(ticket, "officeId")) != null,
                "no manager of an unknown office gets a ticket",
                written);
        must(!isRosterLoading(), "no planner uses half a roster", written);
    }

    private boolean isRosterLoading() {
        return Optional.ofNullable(table.item("ROSTER", "META"))
                .map(meta -> !meta.get("loading").m().isEmpty())
                .orElse(false);
    }

    /// Planners only see a changed roster while the mark stops them.
    private void checkRosterContent(Written written) {
        boolean isChanged = CONTENT.stream().anyMatch(name -> {
            AttributeValue before = beforeOf(written).get(name);
            AttributeValue after = afterOf(written).get(name);
            return before == null ? after != null : !before.equals(after);
        });
        must(!isChanged || isRosterLoading(), "a roster is written under its mark", written);
        mustNotBeOlder(written);
    }

    private void mustNotBeOlder(Written written) {
        must(
                text(afterOf(written), "srcTime").compareTo(text(beforeOf(written), "srcTime")) >= 0,
                "an older source never replaces a newer one",
                written);
    }

    /// A new revision is the end of a file's writing.
    private void checkRosterMark(Written written) {
        Map<String, AttributeValue> before = beforeOf(written);
        Map<String, AttributeValue> after = afterOf(written);
        int endedRuns = before.isEmpty()
                ? 0
                : before.get("loading").m().size() - after.get("loading").m().size();
        must(
                number(after, "rev") - number(before, "rev") == Math.max(0, endedRuns),
                "the roster has a new revision when a file ends writing",
                written);
    }

    private void checkImport(Written written) {
        Map<String, AttributeValue> before = beforeOf(written);
        Map<String, AttributeValue> after = afterOf(written);
        if (written.sort().startsWith("FILE#")) {
            must(number(after, "position") >= number(before, "position"), "a file is never read backwards", written);
            boolean isResumed = text(before, "state").equals("FAILED")
                    && text(after, "state").equals("READING");
            must(
                    List.of("", "READING", text(after, "state")).contains(text(before, "state")) || isResumed,
                    "a file that has ended stays ended",
                    written);
        } else if (written.sort().startsWith("WAVE#") && before.containsKey("sealedAt")) {
            must(
                    SEALED.stream().allMatch(name -> Objects.equals(before.get(name), after.get(name)))
                            && List.of("SEALED", "DONE").contains(text(after, "state")),
                    "a sealed wave stays as it was counted",
                    written);
        }
    }

    /// The decisions of the hubs must be counted and must alternate in the order of the commits.
    private void checkHubs(List<Written> commit) {
        long before = 0;
        long after = 0;
        for (Written written : commit) {
            if (written.sort().equals("HUB")) {
                before = number(beforeOf(written), "n");
                after = number(afterOf(written), "n");
            }
        }
        long decision = before;
        for (Written written : commit) {
            String hub = text(afterOf(written), "hub");
            if (written.sort().equals("TICKET") && !hub.isEmpty() && !hub.equals(text(beforeOf(written), "hub"))) {
                String office = text(
                        Optional.ofNullable(table.item("ROSTER", "OFFICE#" + hub))
                                .orElse(Map.of()),
                        "name");
                must(
                        office.equals(HUBS.get((int) (decision % 2))),
                        "the hubs take turns: decision " + decision + " went to another hub",
                        written);
                decision++;
            }
        }
        if (decision != after) {
            broken("hub decisions are counted: " + decision + " were made, but n is " + after);
        }
    }
}
