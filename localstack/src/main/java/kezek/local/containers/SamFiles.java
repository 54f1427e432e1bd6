package kezek.local.containers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import kezek.local.FunctionEnvironment;
import kezek.local.emulators.Endpoints;
import kezek.local.template.FunctionResource;
import kezek.local.template.Template;

/// What `sam local` must be told, to run the functions of template.yaml as it is against the emulators.
///
/// SAM puts no real names in the place of references, and its `--env-vars` replaces only variables that
/// the template gives a function. So there are two files: `env.json` with those variables, and a
/// `Dockerfile` of an image that is Lambda's own plus the variables that tell the SDK where the services
/// are, for `--invoke-image`.
public final class SamFiles {

    /// What the functions run in, on x86-64, as template.yaml says.
    public static final String LAMBDA_IMAGE = "public.ecr.aws/lambda/java:25-x86_64";

    private static final ObjectMapper JSON = new ObjectMapper();

    private SamFiles() {}

    /// Writes both files, over older ones.
    ///
    /// @param folder made if it is not there; the build context of the image
    /// @param endpoints as containers see them
    /// @param environment variables that replace the template's
    public static void write(Path folder, Template template, Endpoints endpoints, Map<String, String> environment) {
        ObjectNode variables = JSON.createObjectNode();
        template.functions()
                .values()
                .forEach(function -> variables.set(
                        function.logicalId(), JSON.valueToTree(declared(function, template, endpoints, environment))));
        try {
            Files.createDirectories(folder);
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve("env.json").toFile(), variables);
            Files.writeString(folder.resolve("Dockerfile"), dockerfile(endpoints));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write what sam local must be told to " + folder, e);
        }
    }

    private static Map<String, String> declared(
            FunctionResource function, Template template, Endpoints endpoints, Map<String, String> environment) {
        Map<String, String> variables =
                new TreeMap<>(FunctionEnvironment.localised(function, template, endpoints, environment)
                        .environment());
        variables.keySet().retainAll(function.environment().keySet());
        return variables;
    }

    private static String dockerfile(Endpoints endpoints) {
        return """
                FROM %s
                ENV AWS_ENDPOINT_URL_DYNAMODB=%s
                ENV AWS_ENDPOINT_URL_SQS=%s
                ENV AWS_ENDPOINT_URL_S3=%s
                """.formatted(LAMBDA_IMAGE, endpoints.dynamoDb(), endpoints.sqs(), endpoints.s3());
    }
}
