package kezek.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kezek.routing.ManualChoice;
import kezek.routing.Verdict;

/// Writes verdicts as JSON, in the format of the API.
public final class VerdictJson {

    /// The maximum size of a verdict that is stored with its ticket, in bytes after gzip compression.
    public static final int MAX_ZIPPED = 8 * 1024;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BY_HAND = "by_hand";
    private static final String PLANNED = "planned";

    private VerdictJson() {}

    /// Writes a decision of the planner. If the JSON is too large, because names can be long, it omits
    /// the individual managers and marks the omission.
    public static String write(Verdict verdict) {
        ObjectNode json = json(verdict);
        if (isTooHeavy(json)) {
            json.path("hops").forEach(hop -> ((ObjectNode) hop).remove("managers"));
            json.put("shortened", true);
        }
        return text(json);
    }

    private static ObjectNode json(Verdict verdict) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("sentence_ru", verdict.sentenceRu());
        json.put("sentence_en", verdict.sentenceEn());
        verdict.problem().ifPresent(problem -> json.put("problem", problem));
        json.set("office", office(verdict.office()));
        ArrayNode requirements = json.putArray("requirements");
        verdict.requirements().forEach(requirements::add);
        json.put("fallback", verdict.fallback().label());
        json.put("strategy", verdict.strategy().label());
        ArrayNode hops = json.putArray("hops");
        verdict.hops().forEach(hop -> hops.add(hop(hop)));
        if (verdict.hopsNotListed() > 0) {
            json.put("hops_not_listed", verdict.hopsNotListed());
        }
        verdict.chosenManagerId().ifPresent(id -> json.put("chosen_manager_id", id));
        verdict.turn().ifPresent(turn -> json.set("turn", turn(turn)));
        return json;
    }

    /// Writes a manual choice, with the planner's earlier verdict under `planned`. If the JSON is too
    /// large, the earlier verdict omits its hops and marks the omission.
    ///
    /// @param before the current verdict of the ticket, in either format
    public static String write(ManualChoice choice, Optional<String> before) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("sentence_ru", choice.sentenceRu());
        json.put("sentence_en", choice.sentenceEn());
        json.put("chosen_manager_id", choice.manager().id());
        json.set(BY_HAND, byHand(choice));
        before.flatMap(VerdictJson::planned).ifPresent(planned -> {
            json.set(PLANNED, planned);
            if (isTooHeavy(json)) {
                planned.remove("hops");
                planned.put("shortened", true);
            }
        });
        return text(json);
    }

    private static boolean isTooHeavy(ObjectNode json) {
        String text = text(json);
        // Compression never doubles the size, so most verdicts are small enough without trying it.
        return text.getBytes(StandardCharsets.UTF_8).length > MAX_ZIPPED / 2 && Gzip.zipped(text).length > MAX_ZIPPED;
    }

    private static ObjectNode byHand(ManualChoice choice) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("at", choice.at().toString());
        if (!choice.by().isEmpty()) {
            json.put("by", choice.by());
        }
        choice.previous().ifPresent(previous -> json.put("previous_manager_id", previous.managerId()));
        json.put("manager_name", choice.manager().name());
        json.put("office", choice.manager().officeName());
        json.put("load", choice.manager().load());
        ArrayNode broken = json.putArray("broken_requirements");
        choice.broken().forEach(rule -> broken.add(rule.code()));
        json.put("override", choice.isOverride());
        json.put("reason", choice.reason());
        return json;
    }

    /// @return the planner's latest verdict: the verdict itself, or the one under `planned` of an earlier
    ///     manual choice
    private static Optional<ObjectNode> planned(String verdict) {
        JsonNode json = read(verdict);
        JsonNode planned = json.has(BY_HAND) ? json.path(PLANNED) : json;
        return planned instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    private static JsonNode read(String verdict) {
        try {
            return MAPPER.readTree(verdict);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored verdict is not JSON", e);
        }
    }

    private static String text(ObjectNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers can always be written", e);
        }
    }

    private static ObjectNode office(Verdict.OfficeChoice choice) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("rule", choice.rule().name());
        choice.officeName().ifPresent(name -> json.put("name", name));
        ArrayNode distances = json.putArray("distances");
        choice.distances()
                .forEach(distance -> distances
                        .addObject()
                        .put("office", distance.officeName())
                        .put("km", distance.km()));
        choice.marginKm().ifPresent(km -> json.put("office_margin_km", km));
        return json;
    }

    private static ObjectNode hop(Verdict.Hop hop) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("office", hop.officeName());
        hop.km().ifPresent(km -> json.put("km", km));
        json.put("manager_count", hop.managers());
        json.put("eligible_count", hop.eligible());
        ArrayNode managers = json.putArray("managers");
        hop.considered().forEach(manager -> managers.add(considered(manager)));
        if (!hop.ruledOut().isEmpty()) {
            ObjectNode ruledOut = json.putObject("ruled_out");
            hop.ruledOut().forEach(count -> ruledOut.put(count.requirement(), count.managers()));
        }
        return json;
    }

    private static ObjectNode considered(Verdict.Considered manager) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", manager.managerId());
        json.put("name", manager.managerName());
        json.put("eligible", manager.eligible());
        json.put("load", manager.load());
        if (manager.eligible()) {
            json.put("rank", manager.rank());
        } else {
            ArrayNode missing = json.putArray("missing");
            manager.missing().forEach(missing::add);
        }
        return json;
    }

    private static ObjectNode turn(Verdict.Turn turn) {
        return MAPPER.createObjectNode()
                .put("first_manager_id", turn.firstManagerId())
                .put("second_manager_id", turn.secondManagerId())
                .put("number", turn.number());
    }
}
