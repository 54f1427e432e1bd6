package kezek.classify;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Clock;
import java.util.Map;
import kezek.analysis.Analyst;
import kezek.analysis.ReviewPolicy;
import kezek.analysis.RuleAnalyst;
import kezek.domain.Analysis;
import kezek.domain.Failure;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.execution.Surroundings;
import kezek.failure.TransientFailure;
import kezek.lambda.Clients;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import kezek.lambda.SqsBatch;
import kezek.messaging.Json;
import kezek.messaging.Queues;
import kezek.messaging.TicketMessage;
import kezek.store.Table;
import kezek.store.TicketStore;
import kezek.store.WaveStore;
import kezek.waves.TicketStep;
import kezek.waves.WaveWatch;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Takes tickets that are PLACED, finds out what they say, and tells assign when the last one of a wave
/// is done.
///
/// A model that stays down blocks nobody: at the last attempt the rules answer in its place.
public final class ClassifyHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final SqsBatch batch;
    private final TicketStep step;
    private final TicketStore tickets;
    private final Analyst analyst;
    private final RuleAnalyst standIn;
    private final WaveWatch watch;
    private final Tracing tracing;

    public ClassifyHandler() {
        this(System.getenv());
    }

    public ClassifyHandler(Map<String, String> environment) {
        this(new Settings(environment));
    }

    private ClassifyHandler(Settings settings) {
        this(
                settings,
                Clients.sqs(settings),
                new Table(Clients.dynamoDb(settings), settings.required("TABLE_NAME")),
                Surroundings.real());
    }

    public ClassifyHandler(Settings settings, SqsClient sqs, Table table, Surroundings surroundings) {
        this(
                settings,
                sqs,
                table,
                surroundings,
                Langfuse.from(settings, surroundings)
                        .<Tracing>map(found -> found)
                        .orElse(Tracing.NONE));
    }

    private ClassifyHandler(Settings settings, SqsClient sqs, Table table, Surroundings surroundings, Tracing tracing) {
        this(
                new SqsBatch(
                        sqs,
                        settings.required("CLASSIFY_QUEUE_URL"),
                        settings.integer("MAX_RECEIVE_COUNT"),
                        surroundings),
                new TicketStore(table),
                new WaveStore(table),
                Analysts.from(settings, tracing, table, surroundings),
                new RuleAnalyst(
                        ReviewPolicy.of(settings.optional(ReviewPolicy.SETTING).orElse(""))),
                new Queues(sqs, settings),
                tracing,
                surroundings.clock());
    }

    ClassifyHandler(
            SqsBatch batch,
            TicketStore tickets,
            WaveStore waves,
            Analyst analyst,
            RuleAnalyst standIn,
            Queues queues,
            Tracing tracing,
            Clock clock) {
        this.batch = batch;
        this.watch = new WaveWatch(waves, queues);
        this.step = new TicketStep(tickets, waves, watch, clock);
        this.tickets = tickets;
        this.analyst = analyst;
        this.standIn = standIn;
        this.tracing = tracing;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        try {
            return batch.run(event, new Work(Log.of(context)), context);
        } finally {
            // Lambda may freeze the environment as soon as this returns.
            tracing.flush();
        }
    }

    private final class Work implements SqsBatch.Work {

        private final Log log;

        private Work(Log log) {
            this.log = log;
        }

        @Override
        public void handle(SQSMessage message) {
            TicketMessage meant = Json.read(message.getBody(), TicketMessage.class);
            step.find(meant, Stage.PLACED).ifPresent(ticket -> {
                switch (ticket.stage()) {
                    case PLACED -> {
                        tickets.analyse(ticket, analysis(ticket, message));
                        ask(ticket);
                    }
                    // A redelivery: the hint to assign may have been lost.
                    case ANALYSED -> ask(ticket);
                    case NEW, ASSIGNED, UNASSIGNED, FAILED, DELETED -> {}
                }
            });
        }

        private Analysis analysis(Ticket ticket, SQSMessage message) {
            try {
                return analyst.analyse(ticket);
            } catch (TransientFailure failure) {
                if (!batch.isLastAttempt(message)) {
                    throw failure;
                }
                log.warn("ticket " + ticket.id() + ": the rules answer for the model: " + failure.code());
                return standIn.standIn(ticket.content());
            }
        }

        private void ask(Ticket ticket) {
            ticket.slot().map(Slot::wave).ifPresent(watch::ask);
        }

        @Override
        public void giveUp(SQSMessage message, Failure reason) {
            step.giveUp(Json.read(message.getBody(), TicketMessage.class), Stage.PLACED, reason);
        }
    }
}
