package kezek.domain;

/// What a ticket says, by a model or by rules.
///
/// @param priority 1 (can wait) to 10 (now)
/// @param summary one or two sentences with a recommendation for the manager
/// @param source `rules`, or `model`
/// @param model the model's name, or empty
/// @param degraded a model is configured, but the rules had to answer for it
public record Analysis(
        Category category,
        Sentiment sentiment,
        int priority,
        Language language,
        String summary,
        String source,
        String model,
        boolean degraded) {

    public static final String RULES = "rules";
    public static final String MODEL = "model";

    public Analysis {
        if (priority < 1 || priority > 10) {
            throw new IllegalArgumentException("priority must lie between 1 and 10, but is " + priority);
        }
    }

    @Override
    public String toString() {
        return "Analysis[" + category + ", " + priority + ", " + language + ", " + source + "]";
    }
}
