package kezek.classify;

import java.time.Duration;
import java.util.Optional;
import kezek.analysis.Analyst;
import kezek.analysis.Prompt;
import kezek.analysis.ReviewPolicy;
import kezek.analysis.RuleAnalyst;
import kezek.execution.Surroundings;
import kezek.lambda.Clients;
import kezek.lambda.Settings;
import kezek.store.ActivePrompt;
import kezek.store.AnswerStore;
import kezek.store.PromptStore;
import kezek.store.Table;
import software.amazon.awssdk.services.s3.S3Client;

/// Chooses the analyst that the environment asks for.
final class Analysts {

    private static final Duration PICTURE_TIMEOUT = Duration.ofSeconds(4);

    private Analysts() {}

    /// @param settings `OPENAI_*`, see [ModelSettings]; [ReviewPolicy#SETTING];
    ///     `ATTACHMENTS_BUCKET_NAME`, when the
    ///     model may see pictures
    /// @param tracing is told of each call of the model
    /// @return a [ModelAnalyst] when a key or a base URL is given, else a [RuleAnalyst]
    /// @throws IllegalArgumentException when a variable says what it cannot say; the message names it
    static Analyst from(Settings settings, Tracing tracing, Table table, Surroundings surroundings) {
        ReviewPolicy review =
                ReviewPolicy.of(settings.optional(ReviewPolicy.SETTING).orElse(""));
        Optional<ModelSettings> model = ModelSettings.fromEnvironment(settings.environment());
        return model.<Analyst>map(found -> new ModelAnalyst(
                        found, parts(settings, found, tracing, table, surroundings), review, surroundings))
                .orElseGet(() -> new RuleAnalyst(review));
    }

    private static ModelAnalyst.Parts parts(
            Settings settings, ModelSettings model, Tracing tracing, Table table, Surroundings surroundings) {
        return new ModelAnalyst.Parts(
                new ActivePrompt(new PromptStore(table), Prompt.CLASSIFY, surroundings.clock()),
                new AnswerStore(table, surroundings),
                model.seesPictures() ? pictures(settings) : Pictures.NONE,
                tracing);
    }

    private static Pictures pictures(Settings settings) {
        S3Client s3 = Clients.configured(S3Client.builder(), settings, "S3")
                // What the picture takes, the model lacks.
                .overrideConfiguration(override ->
                        override.apiCallAttemptTimeout(PICTURE_TIMEOUT).apiCallTimeout(PICTURE_TIMEOUT))
                .build();
        return new BucketPictures(s3, settings.required("ATTACHMENTS_BUCKET_NAME"));
    }
}
