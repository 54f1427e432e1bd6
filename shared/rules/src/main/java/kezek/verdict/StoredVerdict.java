package kezek.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import kezek.routing.Verdict;

/// The fields of a stored verdict that reports use. A verdict has kilobytes and a report reads many
/// thousands, so this class searches for the fields and does not parse the rest. The search never matches
/// within a text, because JSON escapes quotation marks in texts: a quoted name before a colon is always a
/// field.
///
/// @param isByHand whether a person chose the manager
/// @param overriddenRules the codes of the hard rules that this person overrode
/// @param turn the turn that the planner's decision took, even if a person later chose another manager
/// @param officeMarginKm the difference between the distances to the nearest and the second-nearest
///     office, in kilometres; empty if distance did not decide
public record StoredVerdict(
        boolean isByHand, Set<String> overriddenRules, Optional<Verdict.Turn> turn, Optional<Double> officeMarginKm) {

    public StoredVerdict {
        overriddenRules = Set.copyOf(overriddenRules);
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BY_HAND = "\"by_hand\":";
    private static final String OVERRIDDEN_RULES = "\"broken_requirements\":";
    private static final String TURN = "\"turn\":";
    private static final Pattern MARGIN = Pattern.compile("\"office_margin_km\":([-+.0-9E]+)");

    /// @param json as written by [VerdictJson], without white space
    /// @throws IllegalStateException if a field is not what this program writes
    public static StoredVerdict of(String json) {
        return new StoredVerdict(
                json.contains(BY_HAND),
                field(json, OVERRIDDEN_RULES).map(StoredVerdict::texts).orElse(Set.of()),
                field(json, TURN).map(StoredVerdict::turn),
                margin(json));
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    private static Optional<Double> margin(String json) {
        Matcher margin = MARGIN.matcher(json);
        return margin.find() ? Optional.of(Double.valueOf(margin.group(1))) : Optional.empty();
    }

    private static Verdict.Turn turn(JsonNode turn) {
        return new Verdict.Turn(
                turn.path("first_manager_id").asText(),
                turn.path("second_manager_id").asText(),
                turn.path("number").asInt());
    }

    /// @param name the quoted name with the colon
    /// @return the value of the field; the parser stops after it
    private static Optional<JsonNode> field(String json, String name) {
        int start = json.indexOf(name);
        if (start < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readTree(json.substring(start + name.length())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored verdict is not JSON", e);
        }
    }
}
