package kezek.assign;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.Map;
import kezek.domain.Failure;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.imports.ImportStore;
import kezek.lambda.Clients;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import kezek.messaging.Delivery;
import kezek.messaging.QueueName;
import kezek.messaging.Queues;
import kezek.messaging.SqsBatch;
import kezek.messaging.WaveHint;
import kezek.planning.PlanStore;
import kezek.planning.Readiness;
import kezek.roster.RosterStore;
import kezek.routing.Planner;
import kezek.rules.RulesFile;
import kezek.table.Table;
import kezek.waves.WaveStore;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Takes the hints of `assign.fifo` that a wave may be ready, and plans the waves that are.
public final class AssignHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final SqsBatch<WaveHint> batch;
    private final Assigner assigner;
    private final WaveStore waves;

    public AssignHandler() {
        this(System.getenv());
    }

    public AssignHandler(Map<String, String> environment) {
        this(new Settings(environment));
    }

    private AssignHandler(Settings settings) {
        this(
                settings,
                Clients.sqs(settings),
                new Table(Clients.dynamoDb(settings), settings.required("TABLE_NAME")),
                ExecutionContext.real());
    }

    public AssignHandler(Settings settings, SqsClient sqs, Table table, ExecutionContext execution) {
        this(
                SqsBatch.of(QueueName.ASSIGN, WaveHint.class, settings, sqs, execution),
                new Assigner(
                        new WaveStore(table),
                        new RosterStore(table),
                        new PlanStore(table),
                        new Readiness(new WaveStore(table), new ImportStore(table)),
                        new Planner(RulesFile.standard()),
                        new Queues(sqs, settings, QueueName.ASSIGN),
                        execution),
                new WaveStore(table));
    }

    AssignHandler(SqsBatch<WaveHint> batch, Assigner assigner, WaveStore waves) {
        this.batch = batch;
        this.assigner = assigner;
        this.waves = waves;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        Log log = Log.of(context);
        return batch.run(event, new Work(context, log), context);
    }

    private final class Work implements SqsBatch.Work<WaveHint> {

        private final Context context;
        private final Log log;

        private Work(Context context, Log log) {
            this.context = context;
            this.log = log;
        }

        @Override
        public void handle(Delivery<WaveHint> delivery) {
            String wave = delivery.message().wave();
            try {
                assigner.assign(wave, () -> Duration.ofMillis(context.getRemainingTimeInMillis()), log);
            } catch (TransientFailure failure) {
                throw failure;
            } catch (RuntimeException e) {
                // All hints share one message group, so a wave that fails every time must not hold back the
                // others.
                log.error("wave " + wave + " could not be planned", e);
                waves.recordProblem(
                        wave,
                        new Failure(
                                "PLAN_FAILED", e.getClass().getSimpleName() + "; the log of assign has the details"));
            }
        }

        /// A hint may be lost, because the sweeper sends the next one.
        @Override
        public void giveUp(WaveHint message, Failure reason) {
            log.warn("the hint for wave " + message.wave() + " is given up: " + reason.code());
        }
    }
}
