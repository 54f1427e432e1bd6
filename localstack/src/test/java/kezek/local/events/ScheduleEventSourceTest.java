package kezek.local.events;

import static kezek.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import kezek.local.lambda.FunctionHost;
import kezek.local.lambda.InvocationResult;
import kezek.local.template.Deployment;
import kezek.local.template.FunctionResource;
import kezek.local.template.Schedule;
import kezek.local.template.Template;
import kezek.local.template.TemplateReader;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

class ScheduleEventSourceTest {

    private static final Path DEPLOYMENT = Path.of("..", "template.yaml");

    private final Template template = TemplateReader.read(
            DEPLOYMENT, Deployment.LOCAL, Map.of("JwtIssuer", "https://issuer.example", "JwtAudience", "kezek"));
    private final FunctionResource sweeper = template.function("SweeperFunction");
    private final Schedule schedule = (Schedule) sweeper.events().getFirst();
    private final List<String> events = new CopyOnWriteArrayList<>();

    /// The next minute's call is the retry. Another retry would run at the same time.
    @Test
    void sweepThatFails_isCalledAgainByTheScheduleAlone() {
        try (AsyncInvoker invoker = new AsyncInvoker(
                        template, new FailingHost(), new FailureQueues(new NoQueue(), Map.of()), Duration.ZERO, null);
                ScheduleEventSource source = new ScheduleEventSource(template, invoker)) {
            for (int minute = 1; minute <= 5; minute++) {
                int calls = minute;
                source.fire(sweeper, schedule);
                eventually("the call of minute " + minute, () -> events.size() >= calls);
            }

            assertThat(events).hasSize(5).doesNotHaveDuplicates();
        }
    }

    private final class FailingHost implements FunctionHost {

        @Override
        public InvocationResult invoke(String function, byte[] event) {
            events.add(new String(event, StandardCharsets.UTF_8));
            return new InvocationResult.Failed(
                    "request",
                    "kezek.failure.TransientFailure",
                    "{\"errorMessage\": \"waves are left\"}".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void warm(String function) {}

        @Override
        public List<ProcessHandle> processes(String function) {
            return List.of();
        }

        @Override
        public void close() {}
    }

    /// Fails if anything is sent, because the function has no on-failure queue.
    private static final class NoQueue implements SqsClient {

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
