package kezek.services;

import cloud.localstack.docker.annotation.IEnvironmentVariableProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kezek.local.Tier;
import kezek.local.Tier.Need;
import kezek.samlocal.Command;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Runs before [cloud.localstack.docker.LocalstackDockerExtension]. It checks that a container can be
/// started, and makes sure that none stays. The extension removes its container after the tests. If the
/// JVM is told to end before that, by Ctrl-C or because Maven has ended, this class removes it. The next
/// run removes the container of a JVM that was killed.
public final class LocalStackContainer implements BeforeAllCallback {

    static final String IMAGE = "localstack/localstack";

    /// The last version that starts without a token.
    static final String TAG = "4.14.0";

    /// A variable in the container's environment. The extension can neither name nor label a container.
    private static final String OWNER = "KEZEK_TESTS_OF_PROCESS";

    private static boolean isReady;

    @Override
    public void beforeAll(ExtensionContext context) {
        makeReady();
    }

    private static synchronized void makeReady() {
        if (isReady) {
            return;
        }
        new Tier("localstack-services", "REQUIRE_LOCALSTACK")
                .check(List.of(
                        new Need(
                                "Docker Engine",
                                "https://docs.docker.com/engine/install/",
                                () -> Command.succeeds("docker", "version")),
                        new Need(
                                "the image " + IMAGE + ":" + TAG,
                                "docker pull " + IMAGE + ":" + TAG,
                                () -> Command.succeeds("docker", "image", "inspect", IMAGE + ":" + TAG))));
        containers().filter(container -> !container.isOwnerAlive()).forEach(Container::remove);
        long self = ProcessHandle.current().pid();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> containers()
                        .filter(container -> container.owner() == self)
                        .forEach(Container::remove)));
        isReady = true;
    }

    /// Puts the process id of this JVM into the container's environment, and chooses DynamoDB's provider
    /// as compose.yaml does.
    public static final class Variables implements IEnvironmentVariableProvider {

        @Override
        public Map<String, String> getEnvironmentVariables() {
            return Map.of(
                    OWNER,
                    Long.toString(ProcessHandle.current().pid()),
                    "PROVIDER_OVERRIDE_DYNAMODB",
                    "v2",
                    "PROVIDER_OVERRIDE_DYNAMODBSTREAMS",
                    "v2");
        }
    }

    /// @param owner the process id of the JVM that started it
    private record Container(String id, long owner) {

        boolean isOwnerAlive() {
            return ProcessHandle.of(owner).filter(ProcessHandle::isAlive).isPresent();
        }

        void remove() {
            Command.run("docker", "rm", "--force", "--volumes", id);
        }
    }

    /// Returns the containers that tests started.
    private static Stream<Container> containers() {
        return Command.run("docker", "ps", "--all", "--quiet", "--filter", "ancestor=" + IMAGE + ":" + TAG)
                .output()
                .lines()
                .flatMap(id -> owner(id).map(owner -> new Container(id, owner)).stream());
    }

    private static Optional<Long> owner(String id) {
        return Command.run("docker", "inspect", "--format", "{{range .Config.Env}}{{println .}}{{end}}", id)
                .output()
                .lines()
                .filter(line -> line.startsWith(OWNER + "="))
                .map(line -> Long.parseLong(line.substring(OWNER.length() + 1)))
                .findFirst();
    }
}
