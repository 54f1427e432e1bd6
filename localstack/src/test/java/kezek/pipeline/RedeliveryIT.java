package kezek.pipeline;

import static java.util.stream.Collectors.toMap;
import static kezek.pipeline.ByHand.ASSIGN;
import static kezek.pipeline.ByHand.CLASSIFY;
import static kezek.pipeline.ByHand.GEOCODE;
import static kezek.pipeline.Items.text;
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
    private ByHand hands;

    @BeforeEach
    void start() {
        expected = Reference.assignments();
        hands = ByHand.start();
    }

    @AfterEach
    void stop() {
        hands.close();
    }

    @Test
    void everythingTwiceLateAndBackwards_endsTheSame() {
        List<S3Event> uploads = uploadSample();
        uploads.forEach(hands::deliver);
        uploads.reversed().forEach(hands::deliver);

        List<SQSMessage> toGeocode = hands.take(GEOCODE);
        deliverBackwards(GEOCODE, twice(toGeocode));
        uploads.forEach(hands::deliver);

        List<SQSMessage> toClassify = hands.take(CLASSIFY);
        deliverBackwards(CLASSIFY, twice(toClassify));
        hands.deliverAll(GEOCODE, toGeocode);
        uploads.forEach(hands::deliver);

        List<SQSMessage> hints = hands.take(ASSIGN);
        deliverBackwards(ASSIGN, twice(hints));
        hands.deliverAll(CLASSIFY, toClassify);
        hands.deliverAll(GEOCODE, toGeocode);
        hands.deliverAll(ASSIGN, hands.take(ASSIGN));

        assertThat(hands.pipeline().items().assignments()).isEqualTo(expected);
        hands.pipeline().checkInvariants();

        Map<String, Map<String, AttributeValue>> before = everythingButTheImport();
        uploads.forEach(hands::deliver);
        hands.deliverAll(
                GEOCODE,
                Stream.concat(toGeocode.stream(), hands.take(GEOCODE).stream()).toList());
        hands.deliverAll(
                CLASSIFY,
                Stream.concat(toClassify.stream(), hands.take(CLASSIFY).stream())
                        .toList());
        hands.deliverAll(
                ASSIGN,
                Stream.concat(hints.stream(), hands.take(ASSIGN).stream()).toList());
        assertThat(everythingButTheImport()).isEqualTo(before);
    }

    @Test
    void redeliveredObjectEvent_changesNothing() {
        List<S3Event> uploads = uploadSample();
        uploads.forEach(hands::deliver);
        Map<String, Map<String, AttributeValue>> before = everythingButTheImport();
        hands.take(GEOCODE);

        uploads.forEach(hands::deliver);

        assertThat(everythingButTheImport()).isEqualTo(before);
    }

    @Test
    void redeliveredGeocodeMessage_changesNothingAndSendsTheNextAgain() {
        uploadSample().forEach(hands::deliver);
        List<SQSMessage> messages = hands.take(GEOCODE);
        hands.deliverAll(GEOCODE, messages);
        List<String> sent = bodies(hands.take(CLASSIFY));
        Map<String, Map<String, AttributeValue>> before = everythingButTheImport();

        hands.deliverAll(GEOCODE, messages);

        assertThat(bodies(hands.take(CLASSIFY))).hasSize(Reference.TICKETS).isEqualTo(sent);
        assertThat(everythingButTheImport()).isEqualTo(before);
    }

    @Test
    void redeliveredClassifyMessage_changesNothingAndHintsAgain() {
        uploadSample().forEach(hands::deliver);
        hands.deliverAll(GEOCODE, hands.take(GEOCODE));
        List<SQSMessage> messages = hands.take(CLASSIFY);
        hands.deliverAll(CLASSIFY, messages);
        List<String> hints = bodies(hands.take(ASSIGN)).stream().distinct().toList();
        Map<String, Map<String, AttributeValue>> before = everythingButTheImport();

        hands.deliver(CLASSIFY, messages.subList(0, 1));

        assertThat(bodies(hands.take(ASSIGN))).hasSize(1).isEqualTo(hints);
        assertThat(everythingButTheImport()).isEqualTo(before);
    }

    @Test
    void redeliveredHint_changesNothing() {
        uploadSample().forEach(hands::deliver);
        hands.deliverAll(GEOCODE, hands.take(GEOCODE));
        hands.deliverAll(CLASSIFY, hands.take(CLASSIFY));
        List<SQSMessage> hints = hands.take(ASSIGN);
        hands.deliverAll(ASSIGN, hints);
        assertThat(hands.pipeline().items().assignments()).isEqualTo(expected);
        Map<String, Map<String, AttributeValue>> before = everythingButTheImport();

        hands.deliverAll(ASSIGN, hints);

        assertThat(everythingButTheImport()).isEqualTo(before);
    }

    private List<S3Event> uploadSample() {
        List<S3Event> uploads = new ArrayList<>();
        for (String file : List.of(OFFICES, MANAGERS, TICKETS)) {
            hands.pipeline().put("imports/sample/" + file, SAMPLE.resolve(file));
            uploads.add(hands.takeUpload("imports/sample/" + file));
        }
        return uploads;
    }

    private void deliverBackwards(String function, List<SQSMessage> messages) {
        assertThat(hands.deliverAll(function, messages.reversed())).isEmpty();
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
    private Map<String, Map<String, AttributeValue>> everythingButTheImport() {
        return hands.pipeline().items().all().stream()
                .filter(item -> Stream.of("IMPORT", "CUBE#").noneMatch(text(item, "PK")::startsWith))
                .filter(item -> !text(item, "SK").startsWith("EVENT#"))
                .collect(toMap(Items::key, item -> item));
    }
}
