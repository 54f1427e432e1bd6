package kezek.classify;

import java.time.Duration;
import kezek.analysis.AnswerStore;
import kezek.analysis.ReviewPolicy;
import kezek.analysis.RuleAnalyzer;
import kezek.analysis.TicketAnalyzer;
import kezek.execution.ExecutionContext;
import kezek.lambda.Clients;
import kezek.lambda.Settings;
import kezek.model.LanguageModel;
import kezek.model.ModelSettings;
import kezek.model.Tracing;
import kezek.prompts.ActivePrompt;
import kezek.prompts.Prompt;
import kezek.prompts.PromptStore;
import kezek.rules.RulesFile;
import kezek.table.Table;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes the analyzer that the environment asks for.
final class Analyzers {

    private static final Duration PICTURE_TIMEOUT = Duration.ofSeconds(4);

    private Analyzers() {}

    /// @param settings `OPENAI_*`, see [ModelSettings]; [ReviewPolicy#SETTING]; `ATTACHMENTS_BUCKET_NAME`
    ///     if the model may see pictures
    /// @param tracing records each call of the model
    /// @return a [ModelAnalyzer] if a key or a base URL is given, else a [RuleAnalyzer]
    /// @throws IllegalArgumentException if a variable has an invalid value; the message names it
    static TicketAnalyzer from(Settings settings, Tracing tracing, Table table, ExecutionContext execution) {
        RuleAnalyzer rules = rules(settings);
        return ModelSettings.fromEnvironment(settings.environment())
                .<TicketAnalyzer>map(model -> new ModelAnalyzer(
                        new LanguageModel(model, tracing, execution),
                        sources(settings, model, table, execution),
                        rules,
                        review(settings)))
                .orElse(rules);
    }

    /// @param settings [ReviewPolicy#SETTING]
    /// @return the analyzer that needs no model, with the priorities of the rules file
    /// @throws IllegalArgumentException if the variable has an invalid value; the message names it
    static RuleAnalyzer rules(Settings settings) {
        return new RuleAnalyzer(RulesFile.standardPriority(), review(settings));
    }

    private static ReviewPolicy review(Settings settings) {
        return ReviewPolicy.of(settings.optional(ReviewPolicy.SETTING).orElse(""));
    }

    private static ModelAnalyzer.Sources sources(
            Settings settings, ModelSettings model, Table table, ExecutionContext execution) {
        return new ModelAnalyzer.Sources(
                new ActivePrompt(new PromptStore(table), Prompt.CLASSIFY, execution.clock()),
                new AnswerStore(table, execution),
                model.seesPictures() ? pictures(settings) : Pictures.NONE);
    }

    private static Pictures pictures(Settings settings) {
        S3Client s3 = Clients.configured(S3Client.builder(), settings, "S3")
                // Reading the picture takes time from the model's deadline.
                .overrideConfiguration(override ->
                        override.apiCallAttemptTimeout(PICTURE_TIMEOUT).apiCallTimeout(PICTURE_TIMEOUT))
                .build();
        return new BucketPictures(s3, settings.required("ATTACHMENTS_BUCKET_NAME"));
    }
}
