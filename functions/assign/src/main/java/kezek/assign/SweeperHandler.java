package kezek.assign;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import kezek.execution.ExecutionContext;
import kezek.imports.ImportStore;
import kezek.lambda.Clients;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import kezek.messaging.QueueName;
import kezek.messaging.Queues;
import kezek.roster.RosterStore;
import kezek.table.Table;
import kezek.tickets.TicketStore;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Runs every minute, and repeats what has stalled. It answers the schedule with nothing. It fails if a wave could
/// not be handled, which raises the alarm; no one repeats the call, because the next minute does.
public final class SweeperHandler implements RequestHandler<ScheduledEvent, Void> {

    private final Sweeper sweeper;

    public SweeperHandler() {
        this(System.getenv());
    }

    public SweeperHandler(Map<String, String> environment) {
        this(new Settings(environment));
    }

    private SweeperHandler(Settings settings) {
        this(
                settings,
                Clients.sqs(settings),
                new Table(Clients.dynamoDb(settings), settings.required("TABLE_NAME")),
                ExecutionContext.real());
    }

    public SweeperHandler(Settings settings, SqsClient sqs, Table table, ExecutionContext execution) {
        this(
                table,
                new Queues(sqs, settings, QueueName.GEOCODE, QueueName.CLASSIFY, QueueName.ASSIGN),
                Duration.parse(settings.required("STILL_WAVE")),
                execution.clock());
    }

    private SweeperHandler(Table table, Queues queues, Duration stalledAfter, Clock clock) {
        this(new Sweeper(
                new WaveStore(table),
                new RosterStore(table),
                new TicketStore(table),
                new ImportStore(table),
                queues,
                new WaveWatch(new WaveStore(table), queues),
                stalledAfter,
                clock));
    }

    SweeperHandler(Sweeper sweeper) {
        this.sweeper = sweeper;
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value.
    public Void handleRequest(ScheduledEvent event, Context context) {
        sweeper.sweep(Log.of(context));
        return null;
    }
}
