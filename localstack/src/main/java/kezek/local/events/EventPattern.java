package kezek.local.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import kezek.local.template.TemplateException;

/// A pattern of Lambda's event filtering
/// (<https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html>). The local stack
/// supports exact values, `{"exists": true|false}` and `{"prefix": "…"}`. Every field of the pattern must
/// match one of its alternatives.
final class EventPattern {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode pattern;

    private EventPattern(JsonNode pattern) {
        this.pattern = pattern;
    }

    /// @throws TemplateException if the pattern contains anything else
    static EventPattern of(String json) {
        try {
            JsonNode pattern = JSON.readTree(json);
            check(pattern, "$");
            return new EventPattern(pattern);
        } catch (JsonProcessingException e) {
            throw new TemplateException("a FilterCriteria pattern is not JSON: " + json, e);
        }
    }

    boolean matches(JsonNode event) {
        return matches(pattern, event);
    }

    private static boolean matches(JsonNode pattern, JsonNode value) {
        for (Map.Entry<String, JsonNode> field : pattern.properties()) {
            JsonNode wanted = field.getValue();
            JsonNode found = value.path(field.getKey());
            boolean matches = wanted.isArray() ? anyMatches(wanted, found) : matches(wanted, found);
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyMatches(JsonNode alternatives, JsonNode found) {
        for (JsonNode alternative : alternatives) {
            if (alternative.isObject() ? comparisonMatches(alternative, found) : valueMatches(alternative, found)) {
                return true;
            }
        }
        return false;
    }

    private static boolean valueMatches(JsonNode wanted, JsonNode found) {
        return wanted.isNumber() && found.isNumber()
                ? wanted.decimalValue().compareTo(found.decimalValue()) == 0
                : wanted.equals(found);
    }

    private static boolean comparisonMatches(JsonNode comparison, JsonNode found) {
        if (comparison.has("exists")) {
            return comparison.get("exists").asBoolean() != found.isMissingNode();
        }
        return found.isTextual()
                && found.asText().startsWith(comparison.get("prefix").asText());
    }

    private static void check(JsonNode node, String path) {
        if (!node.isObject()) {
            throw new TemplateException("FilterCriteria pattern, " + path
                    + ": expected an object or a list of alternatives, found " + node);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String fieldPath = path + "." + field.getKey();
            if (field.getKey().startsWith("$")) {
                throw new TemplateException(
                        "FilterCriteria pattern, " + fieldPath + ": the local stack does not know this operator");
            }
            if (field.getValue().isArray()) {
                field.getValue().forEach(alternative -> checkAlternative(alternative, fieldPath));
            } else {
                check(field.getValue(), fieldPath);
            }
        }
    }

    private static void checkAlternative(JsonNode alternative, String path) {
        boolean known = alternative.isValueNode()
                || (alternative.isObject()
                        && alternative.size() == 1
                        && (alternative.path("exists").isBoolean()
                                || alternative.path("prefix").isTextual()));
        if (!known) {
            throw new TemplateException("FilterCriteria pattern, " + path
                    + ": the local stack knows exact values, exists and prefix, but not " + alternative);
        }
    }
}
