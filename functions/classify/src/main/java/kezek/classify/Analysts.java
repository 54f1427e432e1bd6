package kezek.classify;

import java.util.Optional;
import kezek.analysis.Analyst;
import kezek.analysis.Prompt;
import kezek.analysis.ReviewPolicy;
import kezek.analysis.RuleAnalyst;
import kezek.execution.Surroundings;
import kezek.lambda.Settings;
import kezek.store.ActivePrompt;
import kezek.store.AnswerStore;
import kezek.store.PromptStore;
import kezek.store.Table;

/// Chooses the analyst that the environment asks for.
final class Analysts {

    private Analysts() {}

    /// @param settings `OPENAI_*`, see [ModelSettings]; [ReviewPolicy#SETTING]
    /// @return a [ModelAnalyst] when a key or a base URL is given, else a [RuleAnalyst]
    /// @throws IllegalArgumentException when a variable says what it cannot say; the message names it
    static Analyst from(Settings settings, Table table, Surroundings surroundings) {
        ReviewPolicy review =
                ReviewPolicy.of(settings.optional(ReviewPolicy.SETTING).orElse(""));
        Optional<ModelSettings> model = ModelSettings.fromEnvironment(settings.environment());
        return model.<Analyst>map(found -> new ModelAnalyst(found, parts(table, surroundings), review, surroundings))
                .orElseGet(() -> new RuleAnalyst(review));
    }

    private static ModelAnalyst.Parts parts(Table table, Surroundings surroundings) {
        return new ModelAnalyst.Parts(
                new ActivePrompt(new PromptStore(table), Prompt.CLASSIFY, surroundings.clock()),
                new AnswerStore(table, surroundings),
                Pictures.NONE,
                Tracing.NONE);
    }
}
