package kezek.pipeline;

import static java.util.stream.Collectors.toMap;
import static kezek.pipeline.Items.text;
import static kezek.pipeline.ManualDelivery.ASSIGN;
import static kezek.pipeline.ManualDelivery.CLASSIFY;
import static kezek.pipeline.ManualDelivery.GEOCODE;
import static kezek.pipeline.Pipeline.MANAGERS;
import static kezek.pipeline.Pipeline.OFFICES;
import static kezek.pipeline.Pipeline.SAMPLE;
import static kezek.pipeline.Pipeline.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Every message of every stage is redelivered: at once, late, and in another order.
class RedeliveryIT {

    private Map<String, String> expected;
    private ManualDelivery delivery;

    @BeforeEach
    void start() {
        expected = Reference.assignments();
        delivery = ManualDelivery.start();
    }

    @AfterEach
    void stop() {
        delivery.close();
    }

    @Test
    void everythingTwiceLateAndBackwards_endsTheSame() {
        List<S3Event> uploads = uploadSample();
        uploads.forEach(delivery::deliver);
        uploads.reversed().forEach(delivery::deliver);

        List<SQSMessage> toGeocode = delivery.take(GEOCODE);
        deliverBackwards(GEOCODE, twice(toGeocode));
        uploads.forEach(delivery::deliver);

        List<SQSMessage> toClassify = delivery.take(CLASSIFY);
        deliverBackwards(CLASSIFY, twice(toClassify));
        delivery.deliverAll(GEOCODE, toGeocode);
        uploads.forEach(delivery::deliver);

        List<SQSMessage> hints = delivery.take(ASSIGN);
        deliverBackwards(ASSIGN, twice(hints));
        delivery.deliverAll(CLASSIFY, toClassify);
        delivery.deliverAll(GEOCODE, toGeocode);
        delivery.deliverAll(ASSIGN, delivery.take(ASSIGN));

        assertThat(delivery.pipeline().items().assignments()).isEqualTo(expected);
        delivery.pipeline().checkInvariants();

        Map<String, Map<String, AttributeValue>> before = itemsWithoutImport();
        uploads.forEach(delivery::deliver);
        delivery.deliverAll(
                GEOCODE,
                Stream.concat(toGeocode.stream(), delivery.take(GEOCODE).stream())
                        .toList());
        delivery.deliverAll(
                CLASSIFY,
                Stream.concat(toClassify.stream(), delivery.take(CLASSIFY).stream())
                        .toList());
        delivery.deliverAll(
                ASSIGN,
                Stream.concat(hints.stream(), delivery.take(ASSIGN).stream()).toList());
        assertThat(itemsWithoutImport()).isEqualTo(before);
    }

    @Test
    void redeliveredObjectEvent_changesNothing() {
        List<S3Event> uploads = uploadSample();
        uploads.forEach(delivery::deliver);
        Map<String, Map<String, AttributeValue>> before = itemsWithoutImport();
        delivery.take(GEOCODE);

        uploads.forEach(delivery::deliver);

        assertThat(itemsWithoutImport()).isEqualTo(before);
    }

    @Test
    void redeliveredGeocodeMessage_changesNothingAndSendsTheNextAgain() {
        uploadSample().forEach(delivery::deliver);
        List<SQSMessage> messages = delivery.take(GEOCODE);
        delivery.deliverAll(GEOCODE, messages);
        List<String> sent = bodies(delivery.take(CLASSIFY));
        Map<String, Map<String, AttributeValue>> before = itemsWithoutImport();

        delivery.deliverAll(GEOCODE, messages);

        assertThat(bodies(delivery.take(CLASSIFY))).hasSize(Reference.TICKETS).isEqualTo(sent);
        assertThat(itemsWithoutImport()).isEqualTo(before);
    }

    @Test
    void redeliveredClassifyMessage_changesNothingAndHintsAgain() {
        uploadSample().forEach(delivery::deliver);
        delivery.deliverAll(GEOCODE, delivery.take(GEOCODE));
        List<SQSMessage> messages = delivery.take(CLASSIFY);
        delivery.deliverAll(CLASSIFY, messages);
        List<String> hints = bodies(delivery.take(ASSIGN)).stream().distinct().toList();
        Map<String, Map<String, AttributeValue>> before = itemsWithoutImport();

        delivery.deliver(CLASSIFY, messages.subList(0, 1));

        assertThat(bodies(delivery.take(ASSIGN))).hasSize(1).isEqualTo(hints);
        assertThat(itemsWithoutImport()).isEqualTo(before);
    }

    @Test
    void redeliveredHint_changesNothing() {
        uploadSample().forEach(delivery::deliver);
        delivery.deliverAll(GEOCODE, delivery.take(GEOCODE));
        delivery.deliverAll(CLASSIFY, delivery.take(CLASSIFY));
        List<SQSMessage> hints = delivery.take(ASSIGN);
        delivery.deliverAll(ASSIGN, hints);
        assertThat(delivery.pipeline().items().assignments()).isEqualTo(expected);
        Map<String, Map<String, AttributeValue>> before = itemsWithoutImport();

        delivery.deliverAll(ASSIGN, hints);

        assertThat(itemsWithoutImport()).isEqualTo(before);
    }

    private List<S3Event> uploadSample() {
        List<S3Event> uploads = new ArrayList<>();
        for (String file : List.of(OFFICES, MANAGERS, TICKETS)) {
            delivery.pipeline().put("imports/sample/" + file, SAMPLE.resolve(file));
            uploads.add(delivery.takeUpload("imports/sample/" + file));
        }
        return uploads;
    }

    private void deliverBackwards(String function, List<SQSMessage> messages) {
        assertThat(delivery.deliverAll(function, messages.reversed())).isEmpty();
    }

    /// Puts each message into the batch twice.
    private static List<SQSMessage> twice(List<SQSMessage> messages) {
        return messages.stream()
                .flatMap(message -> Collections.nCopies(2, message).stream())
                .toList();
    }

    private static List<String> bodies(List<SQSMessage> messages) {
        return messages.stream().map(SQSMessage::getBody).sorted().toList();
    }

    /// Leaves out the import. Its events and totals come later, from the stream, and its report may be
    /// rewritten without a change.
    private Map<String, Map<String, AttributeValue>> itemsWithoutImport() {
        return delivery.pipeline().items().all().stream()
                .filter(item -> Stream.of("IMPORT", "CUBE#").noneMatch(text(item, "PK")::startsWith))
                .filter(item -> !text(item, "SK").startsWith("EVENT#"))
                .collect(toMap(Items::key, item -> item));
    }
}
