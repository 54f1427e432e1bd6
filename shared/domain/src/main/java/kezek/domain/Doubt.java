package kezek.domain;

/// A reason for a manual review of an analysis.
public enum Doubt {
    /// The confidence of the category is below the threshold.
    CATEGORY_UNSURE,
    SENTIMENT_UNSURE,
    PRIORITY_UNSURE,
    LANGUAGE_UNSURE,
    /// A model is configured but gave no usable answer, so the rules classified the ticket.
    MODEL_DID_NOT_ANSWER,
    /// The text is empty or refers to a picture. Pictures are not analysed.
    PICTURE_NOT_READ,
    /// The ticket has neither text nor attachment.
    NOTHING_TO_READ
}
