package kezek.local.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/// Writes stream records as JSON of Lambda's event.
final class StreamRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StreamRecords() {}

    static ObjectNode json(Record record, String region, String streamArn) {
        ObjectNode json = JSON.createObjectNode();
        json.put("eventID", record.eventID());
        json.put("eventName", record.eventNameAsString());
        json.put("eventVersion", "1.1");
        json.put("eventSource", "aws:dynamodb");
        json.put("awsRegion", region);
        json.set("dynamodb", change(record.dynamodb()));
        json.put("eventSourceARN", streamArn);
        return json;
    }

    private static ObjectNode change(StreamRecord record) {
        ObjectNode change = JSON.createObjectNode();
        change.put(
                "ApproximateCreationDateTime",
                record.approximateCreationDateTime().toEpochMilli() / 1000.0);
        change.set("Keys", item(record.keys()));
        if (record.hasNewImage()) {
            change.set("NewImage", item(record.newImage()));
        }
        if (record.hasOldImage()) {
            change.set("OldImage", item(record.oldImage()));
        }
        change.put("SequenceNumber", record.sequenceNumber());
        change.put("SizeBytes", record.sizeBytes());
        change.put("StreamViewType", record.streamViewTypeAsString());
        return change;
    }

    private static ObjectNode item(Map<String, AttributeValue> attributes) {
        ObjectNode item = JSON.createObjectNode();
        attributes.forEach((name, value) -> item.set(name, value(value)));
        return item;
    }

    private static ObjectNode value(AttributeValue value) {
        ObjectNode json = JSON.createObjectNode();
        String type = value.type().name();
        switch (value.type()) {
            case S -> json.put(type, value.s());
            case N -> json.put(type, value.n());
            case B ->
                json.put(type, Base64.getEncoder().encodeToString(value.b().asByteArray()));
            case BOOL -> json.put(type, value.bool());
            case NUL -> json.put("NULL", true);
            case SS -> value.ss().forEach(json.putArray(type)::add);
            case NS -> value.ns().forEach(json.putArray(type)::add);
            case BS -> {
                ArrayNode items = json.putArray(type);
                value.bs().forEach(bytes -> items.add(Base64.getEncoder().encodeToString(bytes.asByteArray())));
            }
            case L -> {
                ArrayNode items = json.putArray(type);
                value.l().forEach(element -> items.add(value(element)));
            }
            case M -> json.set(type, item(value.m()));
            // DynamoDB Local's stream leaves out the content of an empty map, and of no other type.
            default -> json.putObject("M");
        }
        return json;
    }
}
