package kezek.local.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import kezek.csv.FileKind;
import kezek.local.FunctionEnvironment;
import kezek.local.LocalDeployment;
import kezek.local.LocalDeploymentOptions;
import kezek.local.containers.ContainerAccess;
import kezek.local.containers.SamFiles;
import kezek.local.emulators.Endpoints;
import kezek.local.lambda.FunctionLog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command `localstack/run`.
@Command(
        name = "localstack/run",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Runs Kezek on this machine: starts everything in template.yaml, imports a folder, shows who got which"
                        + " ticket and why, and serves the API until Ctrl-C.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the import is finished and every row of the files is accounted for",
            "1:a file could not be read, or an error occurred",
            "2:a file is missing and nothing of its kind is stored, or an option is wrong",
            "3:tickets wait for which there is no eligible manager"
        })
public final class RunCommand implements Callable<Integer> {

    /// A user watches the command and can end it with Ctrl-C.
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    /// How long a wave may stand still on this machine. Here, a message is only lost by a restart.
    private static final String STILL_WAVE = "PT10S";

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(10);
    private static final String SWEEPER = "SweeperFunction";

    /// Started before the files are uploaded. The other functions start with their first event, because
    /// starting all at the same time would slow all of them down.
    private static final List<String> FIRST_USED = List.of("ApiFunction", "IngestFunction");

    @Option(
            names = "--import",
            paramLabel = "DIR",
            description =
                    "folder with business_units.csv, managers.csv, tickets.csv and optionally attachments/ (default:"
                            + " the sample); importing the same folder again updates its import")
    private @Nullable Path folder;

    @Option(names = "--once", description = "exit when the import is finished")
    private boolean once;

    @Option(names = "--export", paramLabel = "FILE", description = "write the assignments of the import as CSV")
    private @Nullable Path export;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "port of the HTTP API on 127.0.0.1 (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(names = "--data", paramLabel = "DIR", description = "keep the state in this folder (default: in memory)")
    private @Nullable Path data;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help and exit")
    private boolean help;

    @Option(
            names = "--environments",
            paramLabel = "N",
            description = "limit of concurrent processes of a function (default: the number of cores of this machine)")
    private int environments;

    @Option(
            names = "--containers",
            description = "let Docker containers reach the emulators, and write the settings of sam local to"
                    + " localstack/target/sam")
    private boolean containers;

    private final PrintStream out;
    private final Path home;

    private RunCommand(PrintStream out, Path home) {
        this.out = out;
        this.home = home;
    }

    /// @param arguments the first is the project's folder, which the script passes
    public static void main(String[] arguments) {
        RunCommand run = new RunCommand(System.out, Path.of(arguments[0]));
        String[] options = Stream.of(arguments).skip(1).toArray(String[]::new);
        int exitCode = new CommandLine(run)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr().println(reason(e));
                    return ExitCode.BROKEN;
                })
                .execute(options);
        System.exit(exitCode);
    }

    private static String reason(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElseGet(() -> e.getClass().getName());
    }

    @Override
    public Integer call() throws InterruptedException {
        ImportFolder imported = ImportFolder.of(folder == null ? home.resolve("events/sample") : folder);
        if (!imported.exists()) {
            out.println("There is no folder " + imported.path() + "; --import needs one with business_units.csv,"
                    + " managers.csv and tickets.csv.");
            return ExitCode.MISSING_FILE;
        }
        if (!hasStoredState() && !imported.missingKinds().isEmpty()) {
            return sayMissing(imported, imported.missingKinds());
        }
        Instant begin = Instant.now();
        try (LocalDeployment stack = LocalDeployment.start(options());
                ContainerAccess access = containers ? openToContainers(stack) : null;
                ApiClient api = new ApiClient(stack.apiUri())) {
            stack.warm(FIRST_USED);
            sayStarted(stack, access, begin);
            List<FileKind> unknownKinds = imported.missingKinds().stream()
                    .filter(kind -> isNothingStored(api, kind))
                    .toList();
            if (!unknownKinds.isEmpty()) {
                return sayMissing(imported, unknownKinds);
            }
            Thread sweeping = Thread.startVirtualThread(() -> sweepNowAndThen(stack));
            try {
                int exitCode = importAndReport(api, imported);
                if (!once) {
                    serve(stack);
                }
                return exitCode;
            } finally {
                sweeping.interrupt();
            }
        }
    }

    /// Goes on serving after a failure if the stack serves. The import also goes on; only this command no
    /// longer watches it.
    private int importAndReport(ApiClient api, ImportFolder imported) throws InterruptedException {
        try {
            return new ImportRunner(api, out, NO_LIMIT).importAndReport(imported, export);
        } catch (ApiClient.RequestFailed | UncheckedIOException e) {
            if (once) {
                throw e;
            }
            out.println();
            out.println(reason(e) + "; GET /api/imports/" + imported.importId() + " shows the progress of the import,"
                    + " and the logs show what happened.");
            return ExitCode.BROKEN;
        }
    }

    private LocalDeploymentOptions options() {
        Path work = data == null ? home.resolve("localstack/target/run") : data;
        LocalDeploymentOptions options = LocalDeploymentOptions.of(home.resolve("template.yaml"))
                .withParameter("JwtIssuer", "https://no-sign-in.invalid/")
                .withParameter("JwtAudience", "local")
                .withEnvironment(FunctionEnvironment.passedOn(System.getenv()))
                .withEnvironment("STILL_WAVE", STILL_WAVE)
                .withHttpPort(port)
                .withCache(home.resolve("localstack/target/functions"))
                .withLog(FunctionLog.toFolder(work.resolve("logs")));
        LocalDeploymentOptions sized = environments > 0 ? options.withMaxEnvironments(environments) : options;
        return data == null ? sized : sized.withData(data);
    }

    private boolean hasStoredState() {
        if (data == null || !Files.isDirectory(data)) {
            return false;
        }
        try (Stream<Path> files = Files.list(data)) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + data, e);
        }
    }

    private static boolean isNothingStored(ApiClient api, FileKind kind) {
        return switch (kind) {
            case BUSINESS_UNITS -> api.get("/api/business-units").isEmpty();
            case MANAGERS -> api.get("/api/managers").isEmpty();
            case TICKETS -> api.get("/api/tickets?size=1").get("items").isEmpty();
        };
    }

    private int sayMissing(ImportFolder imported, List<FileKind> kinds) {
        out.println(imported.path() + " has no "
                + String.join(", ", kinds.stream().map(FileKind::fileName).toList())
                + ", and nothing of that kind is stored; add the file, or keep an earlier import with --data DIR.");
        return ExitCode.MISSING_FILE;
    }

    private ContainerAccess openToContainers(LocalDeployment stack) {
        InetAddress address = ContainerAccess.dockerAddress()
                .orElseThrow(() -> new IllegalStateException(
                        "--containers needs Docker's network docker0 on this machine: start Docker Engine"));
        ContainerAccess access = ContainerAccess.open(stack.endpoints(), address);
        SamFiles.write(
                home.resolve("localstack/target/sam"),
                stack.template(),
                access.endpoints(),
                FunctionEnvironment.passedOn(Map.of()));
        return access;
    }

    private void sayStarted(LocalDeployment stack, @Nullable ContainerAccess access, Instant begin) {
        out.printf(
                "Started in %.1f s; everything listens on 127.0.0.1 only%s.%n",
                Duration.between(begin, Instant.now()).toMillis() / 1_000.0,
                access == null
                        ? ""
                        : ", and for containers on "
                                + access.endpoints().dynamoDb().getHost());
        out.println("API      " + stack.apiUri() + "/api/tickets"
                + (stack.leavesOutAuthorizer() ? "  (without the authorizer of the template)" : ""));
        out.println("Bucket   " + stack.bucketName() + " at " + stack.s3Endpoint());
        out.println("         AWS_ACCESS_KEY_ID=" + Endpoints.ACCESS_KEY + " AWS_SECRET_ACCESS_KEY="
                + Endpoints.SECRET_KEY + " aws --endpoint-url " + stack.s3Endpoint() + " s3 cp tickets.csv s3://"
                + stack.bucketName() + "/imports/mine/tickets.csv");
        out.println();
    }

    /// Invokes the sweeper more often than once a minute. The queues are in memory, so a restart loses
    /// their messages, and the sweeper sends them again.
    private void sweepNowAndThen(LocalDeployment stack) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(SWEEP_INTERVAL);
                stack.invoke(SWEEPER, "{\"source\": \"kezek.localstack\", \"detail-type\": \"Scheduled Event\"}");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // The next sweep does the work of this one.
                out.println("The sweeper could not be invoked: " + reason(e));
            }
        }
    }

    private void serve(LocalDeployment stack) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stack.close();
            stopped.countDown();
        }));
        out.println();
        out.println("Serving " + stack.apiUri() + " until Ctrl-C.");
        stopped.await();
    }
}
