package kezek.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kezek.routing.Verdict;

/// What a report asks of a stored verdict. A verdict is kilobytes long and a report reads very many, so
/// the fields are looked for, and the rest is not parsed: inside a text of JSON a quotation mark is
/// escaped, so that a name in quotation marks before a colon can only be a field.
///
/// @param isByHand whether a person chose the manager
/// @param turn the turn that the planner passed when it decided, also when a person chose later
/// @param officeMarginKm how much nearer the nearest office was than the second, if that decided
public record StoredVerdict(boolean isByHand, Optional<Verdict.Turn> turn, Optional<Double> officeMarginKm) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BY_HAND = "\"by_hand\":";
    private static final String TURN = "\"turn\":";
    private static final Pattern MARGIN = Pattern.compile("\"office_margin_km\":([-+.0-9E]+)");

    /// @param json as it was written, without white space
    public static StoredVerdict of(String json) {
        int turn = json.indexOf(TURN);
        return new StoredVerdict(
                json.contains(BY_HAND),
                turn < 0 ? Optional.empty() : Optional.of(turn(json.substring(turn + TURN.length()))),
                margin(json));
    }

    private static Optional<Double> margin(String json) {
        Matcher margin = MARGIN.matcher(json);
        return margin.find() ? Optional.of(Double.valueOf(margin.group(1))) : Optional.empty();
    }

    /// @param beginning begins with the object; what follows it is not read
    private static Verdict.Turn turn(String beginning) {
        try {
            JsonNode turn = MAPPER.readTree(beginning);
            return new Verdict.Turn(
                    turn.path("first_manager_id").asText(),
                    turn.path("second_manager_id").asText(),
                    turn.path("number").asInt());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored verdict is not JSON", e);
        }
    }
}
