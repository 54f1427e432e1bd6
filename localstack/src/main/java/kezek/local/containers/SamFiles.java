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

/// Writes the settings with which `sam local` runs the functions of template.yaml against the emulators.
///
/// SAM does not replace references by real names, and its `--env-vars` only replaces variables that the
/// template gives a function. Therefore there are two files: `env.json` with those variables, and the
/// `Dockerfile` of an image for `--invoke-image`. It is Lambda's image with the variables that tell the
/// SDK where the services are.
public final class SamFiles {

    /// The runtime image of the functions on x86-64, the architecture in template.yaml.
    public static final String LAMBDA_IMAGE = "public.ecr.aws/lambda/java:25-x86_64";

    private static final ObjectMapper JSON = new ObjectMapper();

    private SamFiles() {}

    /// Writes both files and replaces older ones.
    ///
    /// @param folder created if it does not exist; the build context of the image
    /// @param endpoints addresses for containers
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
