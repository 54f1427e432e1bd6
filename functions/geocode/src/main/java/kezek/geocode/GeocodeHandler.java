package kezek.geocode;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import kezek.domain.Failure;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.execution.ExecutionContext;
import kezek.lambda.Clients;
import kezek.lambda.Settings;
import kezek.messaging.Delivery;
import kezek.messaging.QueueName;
import kezek.messaging.Queues;
import kezek.messaging.SqsBatch;
import kezek.messaging.TicketMessage;
import kezek.places.Geocoder;
import kezek.places.Geocoders;
import kezek.places.HomeCountry;
import kezek.rules.RulesFile;
import kezek.table.Table;
import kezek.table.WriteOutcome;
import kezek.tickets.TicketStep;
import kezek.tickets.TicketStore;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Takes tickets that are NEW, finds their places, and sends them on to classify.
public final class GeocodeHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final SqsBatch<TicketMessage> batch;
    private final TicketStep step;
    private final TicketStore tickets;
    private final Geocoder geocoder;
    private final Queues queues;

    public GeocodeHandler() {
        this(System.getenv());
    }

    public GeocodeHandler(Map<String, String> environment) {
        this(new Settings(environment));
    }

    private GeocodeHandler(Settings settings) {
        this(
                settings,
                Clients.sqs(settings),
                new Table(Clients.dynamoDb(settings), settings.required("TABLE_NAME")),
                ExecutionContext.real());
    }

    public GeocodeHandler(Settings settings, SqsClient sqs, Table table, ExecutionContext execution) {
        this(
                SqsBatch.of(QueueName.GEOCODE, TicketMessage.class, settings, sqs, execution),
                new TicketStore(table),
                new WaveStore(table),
                Geocoders.from(settings, new HomeCountry(RulesFile.standard().homeCountries()), table, execution),
                new Queues(sqs, settings, QueueName.CLASSIFY, QueueName.ASSIGN),
                execution.clock());
    }

    GeocodeHandler(
            SqsBatch<TicketMessage> batch,
            TicketStore tickets,
            WaveStore waves,
            Geocoder geocoder,
            Queues queues,
            Clock clock) {
        this.batch = batch;
        this.step = new TicketStep(tickets, waves, new WaveWatch(waves, queues), clock);
        this.tickets = tickets;
        this.geocoder = geocoder;
        this.queues = queues;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return batch.run(event, new Work(), context);
    }

    private final class Work implements SqsBatch.Work<TicketMessage> {

        @Override
        public void handle(Delivery<TicketMessage> delivery) {
            TicketMessage message = delivery.message();
            step.findOrRevive(message, Stage.NEW).ifPresent(ticket -> {
                switch (ticket.stage()) {
                    case NEW -> place(ticket, message);
                    // A redelivery: the message to classify may have been lost.
                    case PLACED -> sendOn(ticket, message);
                    case ANALYSED, ASSIGNED, UNASSIGNED, FAILED, DELETED -> {}
                }
            });
        }

        private void place(Ticket ticket, TicketMessage message) {
            WriteOutcome outcome =
                    tickets.place(ticket, geocoder.locate(ticket.content().address()));
            if (outcome == WriteOutcome.WRITTEN || isPlacedByNow(ticket)) {
                sendOn(ticket, message);
            }
        }

        /// The write may have happened although its answer was lost. Then the client's own retry finds the
        /// ticket changed, and no one else sends the next message.
        private boolean isPlacedByNow(Ticket ticket) {
            return tickets.find(ticket.id())
                    .filter(now -> now.rev() == ticket.rev() && now.stage() == Stage.PLACED)
                    .isPresent();
        }

        private void sendOn(Ticket ticket, TicketMessage message) {
            queues.send(Stage.PLACED, List.of(message), ticket.origin().importId());
        }

        @Override
        public void giveUp(TicketMessage message, Failure reason) {
            step.giveUp(message, Stage.NEW, reason);
        }
    }
}
