package kezek.simulation;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// One SQS queue with its dead-letter queue. A standard queue delivers in any order, and sometimes twice.
/// A FIFO queue with one message group delivers in order, one batch at a time.
final class SimulatedQueue {

    static final int MAX_RECEIVES = 5;

    private final String name;
    private final boolean isFifo;
    private final Duration visibility;
    private final List<Message> messages = new ArrayList<>();
    private final List<Message> deadLetters = new ArrayList<>();
    private int sent;

    SimulatedQueue(String name, Duration visibility) {
        this.name = name;
        this.isFifo = name.endsWith(".fifo");
        this.visibility = visibility;
    }

    private static final class Message {

        private final String id;
        private final String body;
        private long visibleAtMillis;
        private int receives;
        private boolean isInFlight;

        Message(String id, String body, long visibleAtMillis) {
            this.id = id;
            this.body = body;
            this.visibleAtMillis = visibleAtMillis;
        }
    }

    String name() {
        return name;
    }

    boolean isFifo() {
        return isFifo;
    }

    void send(String body, long nowMillis) {
        messages.add(new Message(name + "-" + ++sent, body, nowMillis));
    }

    /// Whether no message is visible, in flight or delayed.
    boolean isEmpty() {
        return messages.isEmpty();
    }

    int deadLetters() {
        return deadLetters.size();
    }

    int inFlight() {
        return (int) messages.stream().filter(message -> message.isInFlight).count();
    }

    int size() {
        return messages.size();
    }

    /// Moves the dead letters back to the queue, as an operator would.
    void redrive(long nowMillis) {
        deadLetters.forEach(message -> {
            message.receives = 0;
            message.isInFlight = false;
            message.visibleAtMillis = nowMillis;
        });
        messages.addAll(deadLetters);
        deadLetters.clear();
    }

    /// Messages whose visibility timeout has ended become visible again, or dead letters.
    private void expire(long nowMillis) {
        for (Message message : List.copyOf(messages)) {
            if (message.isInFlight && message.visibleAtMillis <= nowMillis) {
                message.isInFlight = false;
            }
            if (!message.isInFlight && message.receives >= MAX_RECEIVES) {
                messages.remove(message);
                deadLetters.add(message);
            }
        }
    }

    boolean hasVisible(long nowMillis) {
        expire(nowMillis);
        if (isFifo && messages.stream().anyMatch(message -> message.isInFlight)) {
            return false;
        }
        return messages.stream().anyMatch(message -> isVisible(message, nowMillis));
    }

    private static boolean isVisible(Message message, long nowMillis) {
        return !message.isInFlight && message.visibleAtMillis <= nowMillis;
    }

    OptionalLong nextChange(long nowMillis) {
        return messages.stream()
                .mapToLong(message -> message.visibleAtMillis)
                .filter(time -> time > nowMillis)
                .min();
    }

    /// Receives up to `max` messages. A FIFO queue returns the first ones, a standard queue any.
    List<SQSMessage> receive(int max, Chaos chaos, long nowMillis) {
        List<Message> visible = new ArrayList<>(messages.stream()
                .filter(message -> isVisible(message, nowMillis))
                .toList());
        List<Message> received = new ArrayList<>();
        while (received.size() < max && !visible.isEmpty()) {
            received.add(visible.remove(isFifo ? 0 : chaos.below(visible.size())));
        }
        received.forEach(message -> {
            message.isInFlight = true;
            message.receives++;
            message.visibleAtMillis = nowMillis + visibility.toMillis();
        });
        return received.stream().map(this::event).toList();
    }

    /// Receives a message that is in flight or visible once more. SQS does this rarely, and increments
    /// the receive count.
    List<SQSMessage> receiveDuplicate(Chaos chaos) {
        if (messages.isEmpty()) {
            return List.of();
        }
        return List.of(event(chaos.oneOf(messages)));
    }

    /// Creates a hint that no function sent.
    List<SQSMessage> hint(String wave, int number) {
        return List.of(event(new Message("hint-" + number, "{\"wave\":\"" + wave + "\"}", 0)));
    }

    private SQSMessage event(Message message) {
        SQSMessage event = new SQSMessage();
        event.setMessageId(message.id);
        event.setReceiptHandle(message.id);
        event.setBody(message.body);
        event.setEventSource("aws:sqs");
        event.setEventSourceArn("arn:aws:sqs:eu-central-1:000000000000:" + name);
        event.setAttributes(Map.of("ApproximateReceiveCount", Integer.toString(Math.max(1, message.receives))));
        event.setMessageAttributes(new HashMap<>());
        return event;
    }

    void changeVisibility(String id, long visibleAtMillis) {
        messages.stream()
                .filter(message -> message.id.equals(id) && message.isInFlight)
                .forEach(message -> message.visibleAtMillis = visibleAtMillis);
    }

    /// Deletes messages that the function has handled.
    void delete(Set<String> ids) {
        messages.removeIf(message -> ids.contains(message.id));
    }
}
