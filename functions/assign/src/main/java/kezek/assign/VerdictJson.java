package kezek.assign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import kezek.routing.Verdict;

/// A verdict as JSON, in the form in which the API answers it.
final class VerdictJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private VerdictJson() {}

    static String write(Verdict verdict) {
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
