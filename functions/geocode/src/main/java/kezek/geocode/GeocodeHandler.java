package kezek.geocode;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import kezek.domain.Failure;
import kezek.domain.Place;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.execution.ExecutionContext;
import kezek.lambda.Clients;
import kezek.lambda.Settings;
import kezek.messaging.MessageJson;
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

/// Takes tickets that are NEW, finds their place, and passes them on to classify.
public final class GeocodeHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final SqsBatch batch;
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
                new SqsBatch(
                        sqs, settings.required("GEOCODE_QUEUE_URL"), settings.integer("MAX_RECEIVE_COUNT"), execution),
                new TicketStore(table),
                new WaveStore(table),
                Geocoders.from(settings, new HomeCountry(RulesFile.standard().homeCountries()), table, execution),
                new Queues(sqs, settings),
                execution.clock());
    }

    GeocodeHandler(
            SqsBatch batch, TicketStore tickets, WaveStore waves, Geocoder geocoder, Queues queues, Clock clock) {
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

    private final class Work implements SqsBatch.Work {

        @Override
        public void handle(SQSMessage message) {
            TicketMessage meant = MessageJson.read(message.getBody(), TicketMessage.class);
            step.findOrRevive(meant, Stage.NEW).ifPresent(ticket -> {
                if (isPlaced(ticket)) {
                    queues.send(Stage.PLACED, List.of(meant), ticket.origin().importId());
                }
            });
        }

        /// @return whether the ticket now waits for classify; false when it is past that, or lost to
        ///     another write
        private boolean isPlaced(Ticket ticket) {
            return switch (ticket.stage()) {
                case NEW -> {
                    Place place = geocoder.locate(ticket.content().address());
                    yield tickets.place(ticket, place) == WriteOutcome.WRITTEN || isPlacedByNow(ticket);
                }
                // A redelivery: the message to classify may have been lost.
                case PLACED -> true;
                case ANALYSED, ASSIGNED, UNASSIGNED, FAILED, DELETED -> false;
            };
        }

        /// The write may have happened although its answer was lost: then the client's own retry finds
        /// the ticket changed, and nobody else sends the next message.
        private boolean isPlacedByNow(Ticket ticket) {
            return tickets.find(ticket.id())
                    .filter(now -> now.rev() == ticket.rev() && now.stage() == Stage.PLACED)
                    .isPresent();
        }

        @Override
        public void giveUp(SQSMessage message, Failure reason) {
            step.giveUp(MessageJson.read(message.getBody(), TicketMessage.class), Stage.NEW, reason);
        }
    }
}
