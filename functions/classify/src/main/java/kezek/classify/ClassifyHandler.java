package kezek.classify;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Clock;
import java.util.Map;
import kezek.analysis.RuleAnalyzer;
import kezek.analysis.TicketAnalyzer;
import kezek.domain.Analysis;
import kezek.domain.Failure;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.lambda.Clients;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import kezek.messaging.Delivery;
import kezek.messaging.QueueName;
import kezek.messaging.Queues;
import kezek.messaging.SqsBatch;
import kezek.messaging.TicketMessage;
import kezek.model.Tracing;
import kezek.table.Table;
import kezek.tickets.TicketStep;
import kezek.tickets.TicketStore;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Analyses tickets that are PLACED, and tells the assign function when the last ticket of a wave is
/// done.
///
/// An outage of the model blocks no ticket: on the last attempt, the rules analyse the ticket instead.
public final class ClassifyHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final SqsBatch<TicketMessage> batch;
    private final TicketStep step;
    private final TicketStore tickets;
    private final TicketAnalyzer analyzer;
    private final RuleAnalyzer standIn;
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
                ExecutionContext.real());
    }

    public ClassifyHandler(Settings settings, SqsClient sqs, Table table, ExecutionContext execution) {
        this(settings, sqs, table, execution, Tracing.from(settings, "classify", execution));
    }

    private ClassifyHandler(
            Settings settings, SqsClient sqs, Table table, ExecutionContext execution, Tracing tracing) {
        this(
                SqsBatch.of(QueueName.CLASSIFY, TicketMessage.class, settings, sqs, execution),
                new TicketStore(table),
                new WaveStore(table),
                Analyzers.from(settings, tracing, table, execution),
                Analyzers.rules(settings),
                new Queues(sqs, settings, QueueName.ASSIGN),
                tracing,
                execution.clock());
    }

    ClassifyHandler(
            SqsBatch<TicketMessage> batch,
            TicketStore tickets,
            WaveStore waves,
            TicketAnalyzer analyzer,
            RuleAnalyzer standIn,
            Queues queues,
            Tracing tracing,
            Clock clock) {
        this.batch = batch;
        this.watch = new WaveWatch(waves, queues);
        this.step = new TicketStep(tickets, waves, watch, clock);
        this.tickets = tickets;
        this.analyzer = analyzer;
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

    private final class Work implements SqsBatch.Work<TicketMessage> {

        private final Log log;

        private Work(Log log) {
            this.log = log;
        }

        @Override
        public void handle(Delivery<TicketMessage> delivery) {
            step.findOrRevive(delivery.message(), Stage.PLACED).ifPresent(ticket -> {
                switch (ticket.stage()) {
                    case PLACED -> {
                        // Whether this write won or lost, the ticket has left its pending row, so its
                        // wave may be complete.
                        tickets.analyse(ticket, analysis(ticket, delivery));
                        watch.hintWaveOf(ticket);
                    }
                    // A redelivery: the hint to assign may have been lost.
                    case ANALYSED -> watch.hintWaveOf(ticket);
                    case NEW, ASSIGNED, UNASSIGNED, FAILED, DELETED -> {}
                }
            });
        }

        private Analysis analysis(Ticket ticket, Delivery<TicketMessage> delivery) {
            try {
                return analyzer.analyse(ticket);
            } catch (TransientFailure failure) {
                if (!delivery.isLastAttempt()) {
                    throw failure;
                }
                log.warn("ticket " + ticket.id() + ": the rules answer for the model: " + failure.code());
                return standIn.analyseAsFallback(ticket.content());
            }
        }

        @Override
        public void giveUp(TicketMessage message, Failure reason) {
            step.giveUp(message, Stage.PLACED, reason);
        }
    }
}
