package kezek.local.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kezek.local.template.FunctionResource;
import kezek.local.template.Schedule;
import kezek.local.template.Template;

/// Invokes functions asynchronously at a fixed rate, with EventBridge's event
/// (<https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-scheduled.html>).
public final class ScheduleEventSource implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("schedules").daemon().factory());
    private final Template template;
    private final AsyncInvoker invoker;

    public ScheduleEventSource(Template template, AsyncInvoker invoker) {
        this.template = template;
        this.invoker = invoker;
    }

    public void start() {
        for (FunctionResource function : template.functions().values()) {
            for (var event : function.events()) {
                if (event instanceof Schedule schedule) {
                    long seconds = schedule.rate().toSeconds();
                    executor.scheduleAtFixedRate(() -> fire(function, schedule), seconds, seconds, TimeUnit.SECONDS);
                }
            }
        }
    }

    /// Invokes the function now, without waiting for its next time.
    public void fire(FunctionResource function, Schedule schedule) {
        invoker.invoke(function.logicalId(), event(function, schedule));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private String event(FunctionResource function, Schedule schedule) {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "0");
        event.put("id", UUID.randomUUID().toString());
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.events");
        event.put("account", template.deployment().accountId());
        event.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", template.deployment().region());
        event.putArray("resources")
                .add(template.deployment().arn("events", "rule/" + function.name() + schedule.name()));
        event.putObject("detail");
        return event.toString();
    }
}
