package kezek.table;

import static kezek.table.Condition.all;
import static kezek.table.Condition.any;
import static kezek.table.Condition.atMost;
import static kezek.table.Condition.below;
import static kezek.table.Condition.equal;
import static kezek.table.Condition.missing;

import java.time.Instant;
import kezek.domain.Edition;

/// Which edition of its source an item goes by. `srcTime` and `run` are those that brought its content;
/// `seenTime` and `seenRun` of a ticket are those of the newest that said the same again, when there was
/// one.
public final class Editions {

    private static final String SEEN_TIME = "seenTime";
    private static final String SEEN_RUN = "seenRun";

    private Editions() {}

    /// @return the edition that brought the content
    public static Edition source(Item item) {
        return new Edition(item.instant("srcTime"), item.stringOrEmpty("run"));
    }

    /// @return the newest edition that says what is stored
    public static Edition newest(Item ticket) {
        return ticket.optionalInstant(SEEN_TIME)
                .map(time -> new Edition(time, ticket.string(SEEN_RUN)))
                .orElseGet(() -> source(ticket));
    }

    public static Item seen(Edition edition) {
        return Item.fields()
                .with(SEEN_TIME, edition.time())
                .with(SEEN_RUN, edition.run())
                .build();
    }

    public static Condition isSource(Edition edition) {
        return all(
                equal("srcTime", Timestamps.format(edition.time())),
                edition.run().isEmpty() ? missing("run") : equal("run", edition.run()));
    }

    public static Condition isSourceNotAfter(Edition edition) {
        String time = Timestamps.format(edition.time());
        return all(atMost("srcTime", time), any(below("srcTime", time), missing("run"), atMost("run", edition.run())));
    }

    public static Condition isNotSeenSince(Edition edition) {
        String time = Timestamps.format(edition.time());
        return any(
                missing(SEEN_TIME),
                below(SEEN_TIME, time),
                all(equal(SEEN_TIME, time), below(SEEN_RUN, edition.run())));
    }

    public static Condition isSeenBefore(Instant moment) {
        return any(missing(SEEN_TIME), below(SEEN_TIME, Timestamps.format(moment)));
    }

    /// A mark that somebody saw the same again raises no `version`; who goes by what the content's age is,
    /// asks for it too.
    public static Condition isSeenAsRead(Item ticket) {
        return ticket.optionalString(SEEN_TIME)
                .map(time -> all(equal(SEEN_TIME, time), equal(SEEN_RUN, ticket.string(SEEN_RUN))))
                .orElse(missing(SEEN_TIME));
    }
}
