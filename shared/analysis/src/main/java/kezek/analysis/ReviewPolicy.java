package kezek.analysis;

import java.util.EnumSet;
import java.util.Set;
import kezek.domain.Confidence;
import kezek.domain.Doubt;
import kezek.domain.TicketContent;

/// Decides which analyses a person should review. Immutable.
///
/// @param threshold 0 (no review) to 1; a field with a lower confidence is in doubt
public record ReviewPolicy(double threshold) {

    /// docs/analysis.md has the share of tickets to review, and of errors found, for this threshold and
    /// others.
    public static final double DEFAULT_THRESHOLD = 0.6;

    /// The environment variable that overrides the default threshold.
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
    /// @throws IllegalArgumentException if the setting is not a number from 0 to 1
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

    /// The doubts about an analysis that was made from the text alone. If the model saw the picture, only
    /// [#unsure] applies.
    ///
    /// @return the doubts. For a text without words it is only the doubt that says what is missing,
    ///     because all its fields are guesses
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

    /// @return whether the ticket cannot be understood without its attachment: there is one, and the text
    ///     is empty or refers to it
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
