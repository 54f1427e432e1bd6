package kezek.domain;

/// Why a person should look at an analysis.
public enum Doubt {
    /// The confidence of the category is below the threshold.
    CATEGORY_UNSURE,
    SENTIMENT_UNSURE,
    PRIORITY_UNSURE,
    LANGUAGE_UNSURE,
    /// A model is configured, but the rules had to answer for it.
    MODEL_DID_NOT_ANSWER,
    /// The text is empty or points to a picture, which nobody has read.
    PICTURE_NOT_READ,
    /// Neither text nor attachment.
    NOTHING_TO_READ
}
