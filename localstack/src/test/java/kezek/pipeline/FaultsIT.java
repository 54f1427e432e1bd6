package kezek.pipeline;

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
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kezek.local.lambda.LocalFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Imports the sample under conflicts, throttling, lost answers, functions that die, and redelivered
/// messages. The faults are drawn from a seed, which is part of the test's name. No sweeper runs, so a
/// ticket that is lost stays lost.
class FaultsIT {

    private static final int FAULTS_IN_HUNDRED = 12;
    private static final int DOUBLES_IN_HUNDRED = 20;
    private static final int DEATHS_IN_HUNDRED = 30;
    private static final int MOST_REQUESTS_BEFORE_DEATH = 40;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 4})
    void sampleWithFaults_endsAsWithout(long seed) throws IOException {
        Map<String, String> expected = Reference.assignments();
        Random random = new Random(seed);
        Endpoints endpoints = new Endpoints(random);
        try (endpoints;
                ManualDelivery delivery = ManualDelivery.start(endpoints::between)) {
            endpoints.open(delivery);
            List<S3Event> uploads = uploadSample(delivery);
            Collections.shuffle(uploads, random);
            endpoints.begin(FAULTS_IN_HUNDRED);

            uploads.forEach(upload -> runUntilDone(endpoints, random, () -> {
                delivery.deliver(upload);
                return true;
            }));
            assertThat(delivery.pipeline().items().like("IMPORT#sample", "FILE#"))
                    .as("files")
                    .extracting(file -> text(file, "key") + " " + text(file, "state"))
                    .containsExactlyInAnyOrder(
                            "imports/sample/" + OFFICES + " READ",
                            "imports/sample/" + MANAGERS + " READ",
                            "imports/sample/" + TICKETS + " READ");
            deliverUntilNothingIsLeft(delivery, endpoints, random);

            assertThat(endpoints.injected()).as("faults").isGreaterThan(20);
            assertThat(differences(delivery.pipeline().items().assignments(), expected))
                    .isEmpty();
            delivery.pipeline().checkInvariants();
        }
    }

    private static List<String> differences(Map<String, String> actual, Map<String, String> expected) {
        assertThat(actual).containsOnlyKeys(expected.keySet());
        return expected.keySet().stream()
                .filter(ticket -> !expected.get(ticket).equals(actual.get(ticket)))
                .map(ticket -> ticket + ": " + actual.get(ticket) + " and not " + expected.get(ticket))
                .toList();
    }

    private static List<S3Event> uploadSample(ManualDelivery delivery) {
        List<S3Event> uploads = new ArrayList<>();
        for (String file : List.of(OFFICES, MANAGERS, TICKETS)) {
            delivery.pipeline().put("imports/sample/" + file, SAMPLE.resolve(file));
            uploads.add(delivery.takeUpload("imports/sample/" + file));
        }
        return uploads;
    }

    private static void deliverUntilNothingIsLeft(ManualDelivery delivery, Endpoints endpoints, Random random) {
        boolean isQuiet = false;
        while (!isQuiet) {
            isQuiet = true;
            for (String function : List.of(GEOCODE, CLASSIFY, ASSIGN)) {
                List<SQSMessage> messages = doubled(delivery.take(function), random);
                isQuiet &= messages.isEmpty();
                for (int from = 0; from < messages.size(); ) {
                    int to = Math.min(messages.size(), from + 1 + random.nextInt(10));
                    deliver(delivery, function, messages.subList(from, to), endpoints, random);
                    from = to;
                }
            }
        }
    }

    /// Redelivers messages that are reported as failed, and the whole batch if the function did not
    /// answer.
    private static void deliver(
            ManualDelivery delivery, String function, List<SQSMessage> batch, Endpoints endpoints, Random random) {
        List<SQSMessage> left = new ArrayList<>(batch);
        runUntilDone(endpoints, random, () -> {
            List<String> failed = delivery.deliver(function, left);
            left.removeIf(message -> !failed.contains(message.getMessageId()));
            return left.isEmpty();
        });
    }

    private interface Attempt {

        /// @return whether there is nothing left to do
        boolean isThrough();
    }

    /// A function may die in the middle. Then it is invoked again, and the last time without any fault.
    private static void runUntilDone(Endpoints endpoints, Random random, Attempt attempt) {
        boolean isThrough = false;
        for (int tries = 0; !isThrough; tries++) {
            assertThat(tries).as("attempts").isLessThan(20);
            boolean dies = tries < 3 && random.nextInt(100) < DEATHS_IN_HUNDRED;
            endpoints.begin(tries < 3 ? FAULTS_IN_HUNDRED : 0);
            if (dies) {
                endpoints.dieAfter(1 + random.nextInt(MOST_REQUESTS_BEFORE_DEATH));
            }
            try {
                isThrough = attempt.isThrough();
            } catch (RuntimeException e) {
                // The function died as intended. The table shows whether that did any harm.
                assertThat(tries).as(e.toString()).isLessThan(3);
            }
        }
    }

    private static List<SQSMessage> doubled(List<SQSMessage> messages, Random random) {
        List<SQSMessage> doubled = new ArrayList<>();
        for (SQSMessage message : messages) {
            doubled.add(message);
            if (random.nextInt(100) < DOUBLES_IN_HUNDRED) {
                doubled.add(random.nextInt(doubled.size()), message);
            }
        }
        return doubled;
    }

    /// The endpoints of DynamoDB and SQS for the functions.
    private static final class Endpoints implements AutoCloseable {

        private final Random random;
        private FaultyEndpoint dynamoDb;
        private FaultyEndpoint sqs;

        private Endpoints(Random random) {
            this.random = random;
        }

        private void open(ManualDelivery delivery) throws IOException {
            dynamoDb =
                    new FaultyEndpoint(delivery.pipeline().stack().endpoints().dynamoDb(), random);
            sqs = new FaultyEndpoint(delivery.pipeline().stack().endpoints().sqs(), random);
        }

        private LocalFunction between(LocalFunction function) {
            Map<String, String> environment = new HashMap<>(function.environment());
            environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.uri().toString());
            environment.put("AWS_ENDPOINT_URL_SQS", sqs.uri().toString());
            return new LocalFunction(function.resource(), environment);
        }

        private void begin(int faultsInHundred) {
            dynamoDb.live();
            dynamoDb.setFaultsInHundred(faultsInHundred);
            sqs.setFaultsInHundred(faultsInHundred);
        }

        private void dieAfter(int requests) {
            dynamoDb.dieAfter(requests);
        }

        private int injected() {
            return dynamoDb.injected() + sqs.injected();
        }

        @Override
        public void close() {
            dynamoDb.close();
            sqs.close();
        }
    }
}
