package kezek.table;

import static kezek.table.Condition.all;
import static kezek.table.Condition.any;
import static kezek.table.Condition.atMost;
import static kezek.table.Condition.below;
import static kezek.table.Condition.equal;
import static kezek.table.Condition.missing;

import java.time.Instant;
import kezek.domain.Edition;

/// Editions of a source as attributes and back, and the conditions that compare them.
///
/// `srcTime` and `run` are the edition that brought the content of an item. A ticket also has `seenTime` and
/// `seenRun` if a later edition said the same: they are the newest such edition. A `run` that is empty has
/// no attribute.
public final class EditionItems {

    private static final String SOURCE_TIME = "srcTime";
    private static final String RUN = "run";
    private static final String SEEN_TIME = "seenTime";
    private static final String SEEN_RUN = "seenRun";

    private EditionItems() {}

    /// @return the edition that brought the content
    /// @throws IllegalStateException if the item has no `srcTime`
    public static Edition source(Item item) {
        return new Edition(item.instant(SOURCE_TIME), item.stringOrEmpty(RUN));
    }

    /// @return the newest edition that says what is stored: [#source], or a later one that said the same
    public static Edition newest(Item ticket) {
        return ticket.optionalInstant(SEEN_TIME)
                .map(time -> new Edition(time, ticket.string(SEEN_RUN)))
                .orElseGet(() -> source(ticket));
    }

    /// @return the attributes that note an edition that says what is stored
    public static Item seen(Edition edition) {
        return Item.fields()
                .with(SEEN_TIME, edition.time())
                .with(SEEN_RUN, edition.run())
                .build();
    }

    /// @return that exactly this edition brought the content
    public static Condition isSource(Edition edition) {
        return all(
                equal(SOURCE_TIME, edition.time()), edition.run().isEmpty() ? missing(RUN) : equal(RUN, edition.run()));
    }

    /// @return that this edition brought the content, or an older one did
    public static Condition isSourceNotAfter(Edition edition) {
        return all(
                atMost(SOURCE_TIME, edition.time()),
                any(below(SOURCE_TIME, edition.time()), missing(RUN), atMost(RUN, edition.run())));
    }

    /// @return that neither this edition nor a newer one was noted as saying the same
    public static Condition isNotSeenSince(Edition edition) {
        return any(
                missing(SEEN_TIME),
                below(SEEN_TIME, edition.time()),
                all(equal(SEEN_TIME, edition.time()), below(SEEN_RUN, edition.run())));
    }

    /// @return that no edition of this moment or later was noted as saying the same
    public static Condition isSeenBefore(Instant moment) {
        return any(missing(SEEN_TIME), below(SEEN_TIME, moment));
    }

    /// A note that an edition said the same does not raise `version`, so a write that depends on the age of
    /// the content needs this condition as well.
    ///
    /// @return that no edition was noted since the ticket was read
    public static Condition isSeenAsRead(Item ticket) {
        return ticket.optionalString(SEEN_TIME)
                .map(time -> all(equal(SEEN_TIME, time), equal(SEEN_RUN, ticket.string(SEEN_RUN))))
                .orElse(missing(SEEN_TIME));
    }
}
