package kezek.local.lambda;

import static kezek.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import kezek.local.lambda.InvocationResult.Answered;
import kezek.local.lambda.InvocationResult.Failed;
import kezek.local.template.FunctionResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmHostIT {

    private static final int ENVIRONMENTS = 3;

    @TempDir
    static Path folder;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private ChildJvmHost host;

    @BeforeEach
    void start() throws Exception {
        Path zip = FunctionZips.echo(folder.resolve("echo.zip"));
        host = new ChildJvmHost(
                List.of(
                        function("Echo", zip, EchoHandler.class.getName()),
                        function("Missing", zip, "no.such.Handler")),
                folder.resolve("cache"),
                ENVIRONMENTS,
                (function, environment, text) -> lines.add(function + " " + text));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void invocation_seesWhatLambdaGives() throws Exception {
        JsonNode answer = answer("{\"n\": 1, \"text\": \"Сәлем\"}");

        assertThat(answer.path("event").toString()).isEqualTo("{\"n\":1,\"text\":\"Сәлем\"}");
        assertThat(answer.path("table").asText()).isEqualTo("the-table");
        assertThat(answer.path("function").asText()).isEqualTo("kezek-Echo");
        assertThat(answer.path("home").asText())
                .as("nothing of this JVM's environment")
                .isEqualTo("null");
        assertThat(answer.path("remaining").asInt()).isBetween(1, 3000);
        assertThat(answer.path("pid").asLong())
                .isNotEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void idleEnvironment_isUsedAgain() throws Exception {
        JsonNode first = answer("{}");
        JsonNode second = answer("{}");

        assertThat(second.path("pid")).isEqualTo(first.path("pid"));
        assertThat(second.path("calls").asInt()).isEqualTo(2);
        assertThat(second.path("requestId")).isNotEqualTo(first.path("requestId"));
    }

    @Test
    void exception_isDescribedAndTheEnvironmentLives() throws Exception {
        JsonNode before = answer("{}");
        InvocationResult result = invoke("{\"do\": \"throw\"}");

        assertThat(result).isInstanceOf(Failed.class);
        JsonNode error = new ObjectMapper().readTree(result.payload());
        assertThat(error.path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.path("errorMessage").asText()).isEqualTo("told to");
        assertThat(answer("{}").path("pid")).isEqualTo(before.path("pid"));
    }

    @Test
    void functionThatRunsOutOfTime_isKilled() throws Exception {
        JsonNode before = answer("{}");
        InvocationResult result = invoke("{\"do\": \"hang\"}");

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.timedOut()).isTrue());
        assertThat(new String(result.payload(), StandardCharsets.UTF_8)).contains("Task timed out after 3.00 seconds");
        eventually(
                "the child is gone",
                () -> ProcessHandle.of(before.path("pid").asLong())
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
        assertThat(answer("{}").path("pid")).isNotEqualTo(before.path("pid"));
    }

    @Test
    void childThatDiesInTheMiddle_failsItsInvocationAndTheNextGetsAnother() throws Exception {
        InvocationResult result = invoke("{\"do\": \"exit\"}");

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.errorType()).isEqualTo(Failed.EXITED));
        assertThat(answer("{}").path("calls").asInt()).isEqualTo(1);
    }

    @Test
    void childThatIsKilledWhileIdle_isReplaced() throws Exception {
        answer("{}");
        ProcessHandle child = host.processes("Echo").getFirst();
        child.destroyForcibly();
        eventually("the child is gone", () -> !child.isAlive());

        assertThat(answer("{}").path("pid").asLong()).isNotEqualTo(child.pid());
    }

    @Test
    void handlerThatDoesNotExist_isAnError() throws Exception {
        InvocationResult result = host.invoke("Missing", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(result).isInstanceOf(Failed.class);
        assertThat(new String(result.payload(), StandardCharsets.UTF_8)).contains("no.such.Handler");
    }

    @Test
    void answerOverSixMegabytes_isAnError() throws Exception {
        assertThat(invoke("{\"do\": \"much\"}"))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.errorType()).isEqualTo(Failed.TOO_LARGE));
    }

    @Test
    void eventOverSixMegabytes_isRefused() {
        assertThatThrownBy(() -> host.invoke("Echo", new byte[FunctionHost.PAYLOAD_LIMIT + 1]))
                .isInstanceOf(PayloadTooLargeException.class);
    }

    @Test
    void whatAFunctionPrints_isGivenToTheLog() throws Exception {
        answer("{\"do\": \"log\"}");

        eventually("the line arrived", () -> lines.contains("Echo a line, Қазақша"));
    }

    @Test
    void manyAtOnce_getNoMoreEnvironmentsThanAllowedAndNoneCrashes() throws Exception {
        Set<Long> pids = new HashSet<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> answers = IntStream.range(0, 30)
                    .mapToObj(i -> executor.submit(() -> answer("{}")))
                    .toList();
            for (Future<JsonNode> answer : answers) {
                pids.add(answer.get().path("pid").asLong());
            }
        }
        assertThat(pids).hasSizeBetween(1, ENVIRONMENTS);
    }

    @Test
    void closing_endsEveryChild() throws Exception {
        host.warm("Echo");
        List<ProcessHandle> children = host.processes("Echo");
        host.close();

        assertThat(children).hasSize(1);
        eventually("the children are gone", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThatThrownBy(() -> invoke("{}")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void parentThatIsKilled_takesItsChildrenWithIt() throws Exception {
        Path zip = FunctionZips.echo(folder.resolve("orphan.zip"));
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        zip.toString(),
                        folder.resolve("cache").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long child;
        try (var output = parent.inputReader()) {
            child = Long.parseLong(output.readLine());
            assertThat(ProcessHandle.of(child)).isPresent();
            parent.destroyForcibly().waitFor();
        }
        eventually(
                "the child is gone",
                () -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    /// Starts a child that hangs, prints its process id, and waits to be killed.
    static final class Parent {

        public static void main(String[] arguments) throws Exception {
            var host = new ChildJvmHost(
                    List.of(function("Echo", Path.of(arguments[0]), EchoHandler.class.getName())),
                    Path.of(arguments[1]),
                    1,
                    (function, environment, text) -> {});
            host.warm("Echo");
            System.out.println(host.processes("Echo").getFirst().pid());
            host.invoke("Echo", "{\"do\": \"hang\"}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private InvocationResult invoke(String event) throws InterruptedException {
        return host.invoke("Echo", event.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode answer(String event) throws InterruptedException, IOException {
        InvocationResult result = invoke(event);
        assertThat(result)
                .as(new String(result.payload(), StandardCharsets.UTF_8))
                .isInstanceOf(Answered.class);
        return new ObjectMapper().readTree(result.payload());
    }

    private static LocalFunction function(String id, Path zip, String handler) {
        var resource = new FunctionResource(
                id,
                "kezek-" + id,
                "arn:aws:lambda:eu-central-1:000000000000:function:kezek-" + id,
                handler,
                zip,
                Duration.ofSeconds(3),
                128,
                Map.of(),
                List.of(),
                new FunctionResource.AsyncRetries(0, Optional.empty()));
        return new LocalFunction(resource, Map.of("TABLE_NAME", "the-table", "AWS_REGION", "eu-central-1"));
    }
}
