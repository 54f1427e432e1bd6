package kezek.local.run;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.local.http.HttpApi;
import kezek.local.remote.AwsEndpoint;
import kezek.local.remote.Concurrency;
import kezek.local.remote.DeployedStack;
import kezek.local.remote.Difference;
import kezek.local.remote.RemoteFunctions;
import kezek.local.remote.SamCli;
import kezek.local.remote.StackCheck;
import kezek.local.template.Deployment;
import kezek.local.template.FunctionProperties;
import kezek.local.template.Template;
import kezek.local.template.TemplateReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command `localstack/deploy`.
@Command(
        name = "localstack/deploy",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Deploys template.yaml with the SAM CLI to LocalStack or a compatible emulator of AWS, imports a folder"
                        + " there, shows who got which ticket and why, and lists what the emulator does not support.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the import is finished and every row of the files is accounted for",
            "1:the deployment failed, a file could not be read, or an error occurred",
            "2:the folder does not exist, or an option is wrong",
            "3:tickets wait for which there is no eligible manager"
        })
public final class DeployCommand implements Callable<Integer> {

    /// The account id of LocalStack and MiniStack.
    private static final String ACCOUNT = "000000000000";

    private static final int ANY_FREE_PORT = 0;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "address of the emulator (default: ${DEFAULT-VALUE})")
    private URI endpoint = URI.create("http://localhost:4566");

    @Option(
            names = "--import",
            paramLabel = "DIR",
            description =
                    "folder with business_units.csv, managers.csv, tickets.csv and optionally attachments/ (default:"
                            + " the sample)")
    private @Nullable Path folder;

    @Option(names = "--export", paramLabel = "FILE", description = "write the assignments of the import as CSV")
    private @Nullable Path export;

    @Option(
            names = "--stack-name",
            paramLabel = "NAME",
            description = "name of the stack (default: ${DEFAULT-VALUE}); an existing stack is updated")
    private String stackName = "kezek";

    @Option(names = "--region", paramLabel = "REGION", description = "region of the stack (default: ${DEFAULT-VALUE})")
    private String region = Deployment.LOCAL.region();

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "parameter of the template; repeatable. The default of Geocoder is gazetteer, which needs no"
                    + " network")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--environments",
            paramLabel = "N",
            description = "limit of concurrent environments of a function per event source, at least 2 (default: the"
                    + " number of cores of this machine)")
    private int environments = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "how long to wait for the import (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds = 600;

    @Option(
            names = "--serve",
            description = "after the import, serve the API of the deployed function on 127.0.0.1 until Ctrl-C")
    private boolean serve;

    @Option(names = "--port", paramLabel = "N", description = "port of --serve (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help and exit")
    private boolean help;

    private final PrintStream out;
    private final Path home;
    private final SamCli sam;

    DeployCommand(PrintStream out, Path home, SamCli sam) {
        this.out = out;
        this.home = home;
        this.sam = sam;
    }

    /// @param arguments the first is the project's folder, which the script passes
    public static void main(String[] arguments) {
        // A presigned URL is sent to the endpoint with the host name that was signed. The JDK reads this
        // property when its HTTP client is loaded.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        SamCli sam = new SamCli(System.getenv().getOrDefault("SAM", "sam"));
        DeployCommand deploy = new DeployCommand(System.out, Path.of(arguments[0]), sam);
        System.exit(deploy.execute(Stream.of(arguments).skip(1).toArray(String[]::new)));
    }

    /// @return the exit code
    int execute(String... options) {
        return new CommandLine(this)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr()
                            .println(Optional.ofNullable(e.getMessage())
                                    .orElseGet(() -> e.getClass().getName()));
                    return ExitCode.BROKEN;
                })
                .execute(options);
    }

    @Override
    public Integer call() throws InterruptedException {
        ImportFolder imported = ImportFolder.of(folder == null ? home.resolve("events/sample") : folder);
        if (!imported.exists()) {
            out.println("There is no folder " + imported.path() + "; --import needs one with business_units.csv,"
                    + " managers.csv and tickets.csv.");
            return ExitCode.MISSING_FILE;
        }
        try (AwsEndpoint aws = new AwsEndpoint(endpoint, region)) {
            if (!aws.answers()) {
                out.println("No emulator answers at " + endpoint
                        + "; start LocalStack with: docker compose --file localstack/compose.yaml up --detach --wait");
                return ExitCode.BROKEN;
            }
            Map<String, String> values = templateParameters();
            Template template = TemplateReader.read(
                    home.resolve("template.yaml"), new Deployment(region, ACCOUNT, stackName), values);
            FunctionProperties properties = FunctionProperties.read(home.resolve("template.yaml"));
            DeployedStack stack = deploy(aws, values);
            printDifferences(StackCheck.differences(template, properties, aws, stack));
            Concurrency.limit(aws, template, stack, Math.max(environments, Concurrency.MINIMUM));
            return importAndServe(template, aws, stack, imported);
        }
    }

    /// No sign-in is configured: the command calls the function directly, or the emulator has no
    /// authorizer.
    private Map<String, String> templateParameters() {
        Map<String, String> values = new LinkedHashMap<>(
                Map.of("JwtIssuer", "https://no-sign-in.invalid/", "JwtAudience", "local", "Geocoder", "gazetteer"));
        values.putAll(parameters);
        return values;
    }

    private DeployedStack deploy(AwsEndpoint aws, Map<String, String> values) throws InterruptedException {
        Instant begin = Instant.now();
        Path log = home.resolve("localstack/target/deploy/sam.log");
        out.println("Deploying " + stackName + " to " + endpoint + "; the output of sam goes to " + log);
        sam.deploy(home.resolve("template.yaml"), stackName, values, aws, log);
        DeployedStack stack = DeployedStack.read(aws, stackName);
        Map<String, Long> types = stack.resources().values().stream()
                .collect(Collectors.groupingBy(DeployedStack.Resource::type, TreeMap::new, Collectors.counting()));
        out.printf(
                "Deployed %d resources in %.1f s:%n",
                stack.resources().size(), Duration.between(begin, Instant.now()).toMillis() / 1_000.0);
        types.forEach((type, count) -> out.printf("%4d %s%n", count, type));
        stack.resources().values().stream()
                .filter(resource -> !resource.status().endsWith("_COMPLETE"))
                .forEach(resource -> out.println("     " + resource.logicalId() + " is " + resource.status()));
        out.println();
        return stack;
    }

    private void printDifferences(List<Difference> differences) {
        out.println(
                differences.isEmpty()
                        ? "The stack has everything that the local stack reads in the template."
                        : "Differences from the template:");
        differences.forEach(difference -> out.println("     " + difference));
        out.println();
    }

    /// Imports a folder through the deployed function. Emulators without a licence have no HTTP APIs, so
    /// the command converts requests to events of payload format 2.0 itself.
    private int importAndServe(Template template, AwsEndpoint aws, DeployedStack stack, ImportFolder imported)
            throws InterruptedException {
        try (HttpApi http = new HttpApi(template, new RemoteFunctions(aws, stack), serve ? port : ANY_FREE_PORT);
                ApiClient api = new ApiClient(http.uri(), this::throughEndpoint)) {
            Duration limit = Duration.ofSeconds(timeoutSeconds);
            int exitCode = new ImportRunner(api, out, limit).importAndReport(imported, export);
            if (serve) {
                out.println("Serving " + http.uri() + " until Ctrl-C.");
                new CountDownLatch(1).await();
            }
            return exitCode;
        }
    }

    /// Replaces the address in a presigned URL. In its container, a function knows the emulator by
    /// another name than this machine does.
    private URI throughEndpoint(URI signed) {
        String query = signed.getRawQuery() == null ? "" : "?" + signed.getRawQuery();
        return endpoint.resolve(signed.getRawPath() + query);
    }
}
