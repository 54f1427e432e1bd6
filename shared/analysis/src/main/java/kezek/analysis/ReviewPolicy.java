package kezek.analysis;

import java.util.EnumSet;
import java.util.Set;
import kezek.domain.Confidence;
import kezek.domain.Doubt;
import kezek.domain.TicketContent;

/// Decides which analyses a person should look at. Immutable.
///
/// @param threshold from 0 (nobody looks) to 1; a field whose confidence lies below it is in doubt
public record ReviewPolicy(double threshold) {

    /// See docs/analysis.md for the share of tickets that are looked at, and of the errors caught, at this
    /// threshold and at others.
    public static final double DEFAULT_THRESHOLD = 0.6;

    /// The environment variable that sets another threshold.
    public static final String SETTING = "REVIEW_THRESHOLD";

    public ReviewPolicy {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "the review threshold must lie between 0 and 1, but is " + threshold + "; see " + SETTING);
        }
    }

    public static ReviewPolicy standard() {
        return new ReviewPolicy(DEFAULT_THRESHOLD);
    }

    /// @param setting the value of [#SETTING]; blank for the default
    /// @throws IllegalArgumentException if it is no number from 0 to 1
    public static ReviewPolicy of(String setting) {
        if (setting.isBlank()) {
            return standard();
        }
        try {
            return new ReviewPolicy(Double.parseDouble(setting.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    SETTING + " must be a number from 0 to 1, but is \"" + setting + "\"", e);
        }
    }

    /// @return the fields that are below the threshold
    public Set<Doubt> unsure(Confidence confidence) {
        Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        addBelow(confidence.category(), Doubt.CATEGORY_UNSURE, doubts);
        addBelow(confidence.sentiment(), Doubt.SENTIMENT_UNSURE, doubts);
        addBelow(confidence.priority(), Doubt.PRIORITY_UNSURE, doubts);
        addBelow(confidence.language(), Doubt.LANGUAGE_UNSURE, doubts);
        return doubts;
    }

    /// What is in doubt about an analysis that was made from the text alone. One whose picture was read has
    /// only [#unsure] to fear.
    ///
    /// @return of a text without words only what is missing: that its fields are guesses goes without
    ///     saying
    public Set<Doubt> doubts(TicketContent content, Confidence confidence) {
        boolean attached = !content.attachment().isBlank();
        if (!PictureReference.hasWords(content)) {
            return EnumSet.of(attached ? Doubt.PICTURE_NOT_READ : Doubt.NOTHING_TO_READ);
        }
        Set<Doubt> doubts = unsure(confidence);
        if (attached && PictureReference.isIn(content)) {
            doubts.add(Doubt.PICTURE_NOT_READ);
        }
        return doubts;
    }

    /// Whether the attachment must be seen to understand the ticket: there is one, and the text is empty or
    /// points to it.
    public static boolean needsPicture(TicketContent content) {
        return !content.attachment().isBlank()
                && (!PictureReference.hasWords(content) || PictureReference.isIn(content));
    }

    private void addBelow(double confidence, Doubt doubt, Set<Doubt> doubts) {
        if (confidence < threshold) {
            doubts.add(doubt);
        }
    }
}
