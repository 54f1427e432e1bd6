package kezek.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Gives every attribute name and value of a request's expressions a placeholder, so that no name can
/// collide with DynamoDB's 573 reserved words.
///
/// Not thread-safe; one for each request.
final class Placeholders {

    private final Map<String, String> placeholderByName = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    /// @param path an attribute, or a path into a map with dots, e.g. `loading.0a1b`
    String name(String path) {
        return Arrays.stream(path.split("\\."))
                .map(name -> placeholderByName.computeIfAbsent(name, unused -> "#n" + placeholderByName.size()))
                .collect(Collectors.joining("."));
    }

    String value(AttributeValue value) {
        String placeholder = ":v" + values.size();
        values.put(placeholder, value);
        return placeholder;
    }

    /// @return null instead of an empty map, which DynamoDB refuses
    @Nullable
    Map<String, String> names() {
        return placeholderByName.isEmpty()
                ? null
                : placeholderByName.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    /// @return null instead of an empty map, which DynamoDB refuses
    @Nullable
    Map<String, AttributeValue> values() {
        return values.isEmpty() ? null : values;
    }
}
