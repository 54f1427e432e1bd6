package kezek.simulation;

import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Converts items of the table to images of its stream. The SDK and the events library both have a type
/// `AttributeValue`; this file imports that of the events.
final class StreamImages {

    private StreamImages() {}

    static AttributeValue text(String value) {
        return new AttributeValue(value);
    }

    /// Converts texts, numbers and maps, because the journal reads nothing else.
    static Map<String, AttributeValue> of(
            Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item) {
        Map<String, AttributeValue> image = new HashMap<>();
        item.forEach((name, value) -> {
            AttributeValue converted = new AttributeValue();
            if (value.s() != null) {
                image.put(name, converted.withS(value.s()));
            } else if (value.n() != null) {
                image.put(name, converted.withN(value.n()));
            } else if (value.hasM()) {
                image.put(name, converted.withM(of(Objects.requireNonNull(value.m()))));
            }
        });
        return image;
    }
}
