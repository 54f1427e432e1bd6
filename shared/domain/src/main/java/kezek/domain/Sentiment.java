package kezek.domain;

import java.util.Arrays;
import java.util.Optional;

/// The tone of a ticket. The labels are the words of the original task.
public enum Sentiment {
    POSITIVE("Позитивный"),
    NEUTRAL("Нейтральный"),
    NEGATIVE("Негативный");

    private final String label;

    Sentiment(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// @return the sentiment with exactly this label, or empty
    public static Optional<Sentiment> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(sentiment -> sentiment.label.equals(label))
                .findFirst();
    }
}
