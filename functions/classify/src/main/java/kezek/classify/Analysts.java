package kezek.classify;

import java.util.Map;
import kezek.analysis.Analyst;
import kezek.analysis.RuleAnalyst;

/// Chooses the analyst that the environment asks for.
public final class Analysts {

    private Analysts() {}

    /// @param environment `OPENAI_API_KEY`, `OPENAI_BASE_URL`, `OPENAI_MODEL` (default `gpt-4o-mini`), see
    /// [ModelSettings]
    /// @return a [ModelAnalyst] when a key or a base URL is given, else a [RuleAnalyst]
    /// @throws IllegalArgumentException when `OPENAI_BASE_URL` is no http address
    public static Analyst fromEnvironment(Map<String, String> environment) {
        RuleAnalyst rules = new RuleAnalyst();
        return ModelSettings.fromEnvironment(environment)
                .<Analyst>map(settings -> new ModelAnalyst(settings, rules))
                .orElse(rules);
    }
}
