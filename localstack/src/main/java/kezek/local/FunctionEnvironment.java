package kezek.local;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kezek.local.emulators.Endpoints;
import kezek.local.lambda.LocalFunction;
import kezek.local.template.FunctionResource;
import kezek.local.template.Template;

/// The environment variables of the functions on this machine.
public final class FunctionEnvironment {

    /// The variables that are passed from the caller's environment to the functions.
    private static final Pattern PASSED_ON =
            Pattern.compile("OPENAI_.+|REVIEW_THRESHOLD|LANGFUSE_.+|GEOCODER.*|NOMINATIM_URL|GAZETTEER_URI");

    private static final String GEOCODER = "GEOCODER";

    private FunctionEnvironment() {}

    /// Selects the caller's variables that are meant for the functions: `OPENAI_*`, `REVIEW_THRESHOLD`,
    /// `LANGFUSE_*`, `GEOCODER*`, `NOMINATIM_URL`, `GAZETTEER_URI`. The default of `GEOCODER` is
    /// `gazetteer`, which sends nothing over the network.
    public static Map<String, String> passedOn(Map<String, String> callersEnvironment) {
        Map<String, String> passed = callersEnvironment.entrySet().stream()
                .filter(entry -> PASSED_ON.matcher(entry.getKey()).matches())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, HashMap::new));
        passed.putIfAbsent(GEOCODER, "gazetteer");
        return passed;
    }

    /// Merges the template's variables with the queue URLs of this machine, the given variables and the
    /// addresses of the emulators. Later ones win.
    public static LocalFunction localised(
            FunctionResource function, Template template, Endpoints endpoints, Map<String, String> overrides) {
        Map<String, String> variables = new HashMap<>();
        Set<Map.Entry<String, String>> own = function.environment().entrySet();
        own.forEach(entry -> variables.put(entry.getKey(), localUrl(entry.getValue(), template, endpoints)));
        variables.putAll(overrides);
        // The template's LoggingConfig asks for JSON. In text mode the runtime client writes lines
        // without line breaks.
        variables.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
        variables.put("AWS_REGION", endpoints.region());
        variables.put("AWS_DEFAULT_REGION", endpoints.region());
        variables.put("AWS_ACCESS_KEY_ID", Endpoints.ACCESS_KEY);
        variables.put("AWS_SECRET_ACCESS_KEY", Endpoints.SECRET_KEY);
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", endpoints.dynamoDb().toString());
        variables.put("AWS_ENDPOINT_URL_SQS", endpoints.sqs().toString());
        variables.put("AWS_ENDPOINT_URL_S3", endpoints.s3().toString());
        return new LocalFunction(function, variables);
    }

    static String localUrl(String value, Template template, Endpoints endpoints) {
        String prefix = template.deployment().queueUrlPrefix();
        return value.startsWith(prefix)
                ? endpoints.sqs() + "/" + template.deployment().accountId() + "/" + value.substring(prefix.length())
                : value;
    }
}
