package kezek.classify;

import java.time.Duration;
import java.util.Optional;
import kezek.analysis.AnswerStore;
import kezek.analysis.ReviewPolicy;
import kezek.analysis.RuleAnalyzer;
import kezek.analysis.TicketAnalyzer;
import kezek.execution.ExecutionContext;
import kezek.lambda.Clients;
import kezek.lambda.Settings;
import kezek.prompts.ActivePrompt;
import kezek.prompts.Prompt;
import kezek.prompts.PromptStore;
import kezek.table.Table;
import software.amazon.awssdk.services.s3.S3Client;

/// Chooses the analyst that the environment asks for.
final class Analyzers {

    private static final Duration PICTURE_TIMEOUT = Duration.ofSeconds(4);

    private Analyzers() {}

    /// @param settings `OPENAI_*`, see [ModelSettings]; [ReviewPolicy#SETTING];
    ///     `ATTACHMENTS_BUCKET_NAME`, when the
    ///     model may see pictures
    /// @param tracing is told of each call of the model
    /// @return a [ModelAnalyzer] when a key or a base URL is given, else a [RuleAnalyzer]
    /// @throws IllegalArgumentException when a variable says what it cannot say; the message names it
    static TicketAnalyzer from(Settings settings, Tracing tracing, Table table, ExecutionContext execution) {
        ReviewPolicy review =
                ReviewPolicy.of(settings.optional(ReviewPolicy.SETTING).orElse(""));
        Optional<ModelSettings> model = ModelSettings.fromEnvironment(settings.environment());
        return model.<TicketAnalyzer>map(found ->
                        new ModelAnalyzer(found, parts(settings, found, tracing, table, execution), review, execution))
                .orElseGet(() -> new RuleAnalyzer(review));
    }

    private static ModelAnalyzer.Parts parts(
            Settings settings, ModelSettings model, Tracing tracing, Table table, ExecutionContext execution) {
        return new ModelAnalyzer.Parts(
                new ActivePrompt(new PromptStore(table), Prompt.CLASSIFY, execution.clock()),
                new AnswerStore(table, execution),
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
