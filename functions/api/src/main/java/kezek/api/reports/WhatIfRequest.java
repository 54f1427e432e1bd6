package kezek.api.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import kezek.domain.Ids;
import kezek.domain.Manager;
import kezek.domain.Office;
import kezek.http.HttpError;
import kezek.http.JsonBody;
import kezek.http.Request;
import kezek.routing.RoutingRoster;
import kezek.routing.RoutingRules;
import kezek.rules.RulesFile;
import org.jspecify.annotations.Nullable;

/// What somebody wants to try on an import.
///
/// @param rules the standard rules with what the body says in their place; empty when it says nothing
record WhatIfRequest(String importId, Optional<RoutingRules> rules, List<ManagerChange> managers) {

    static final String EXAMPLE = "{\"import\": \"march\", \"rules\": {\"strategy\": \"optimal\"}, \"managers\":"
            + " [{\"name\": \"…\", \"office\": \"…\", \"absent\": true}]}";

    static final int MAX_MANAGERS = 1_000;

    private static final int MAX_BODY = 256 * 1024;
    private static final int MAX_BASELINE = 1_000_000;
    private static final Set<String> FIELDS = Set.of("import", "rules", "managers");
    private static final Set<String> MANAGER_FIELDS =
            Set.of("name", "office", "absent", "new", "skills", "position", "baseline");

    /// @param where in the body, for messages
    /// @param isAbsent the manager takes nothing
    /// @param isNew the manager is not in the roster yet
    /// @param skills as in the roster: upper case, trimmed; each of these three is empty when it stays as
    ///     it is
    record ManagerChange(
            String where,
            String name,
            String office,
            boolean isAbsent,
            boolean isNew,
            Optional<Set<String>> skills,
            Optional<String> position,
            Optional<Integer> baseline) {

        String id() {
            return Ids.manager(name, office);
        }

        /// Without the name.
        @Override
        public String toString() {
            return "ManagerChange[" + where + "]";
        }
    }

    /// @throws ApiException 400, 413 or 415, saying which part of the body is wrong
    static WhatIfRequest of(Request request) {
        JsonNode body =
                JsonBody.of(request, MAX_BODY, "name only the rules and the managers that change", EXAMPLE, FIELDS);
        WhatIfRequest wanted = new WhatIfRequest(
                importId(body.get("import")), rules(body.get("rules")), managers(body.get("managers")));
        if (wanted.rules().isEmpty() && wanted.managers().isEmpty()) {
            throw HttpError.badBody("the body changes nothing; give it \"rules\" or \"managers\", such as " + EXAMPLE);
        }
        return wanted;
    }

    private static String importId(@Nullable JsonNode node) {
        if (node == null
                || !node.isTextual()
                || node.textValue().isBlank()
                || node.textValue().length() > 500) {
            throw HttpError.badBody("\"import\" must be the id of an import; GET /api/imports lists them");
        }
        return node.textValue().strip();
    }

    private static Optional<RoutingRules> rules(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        try {
            byte[] text = node.toString().getBytes(StandardCharsets.UTF_8);
            return Optional.of(RulesFile.changed(new ByteArrayInputStream(text), "\"rules\""));
        } catch (IllegalArgumentException e) {
            throw HttpError.badBody(Objects.requireNonNull(e.getMessage()));
        }
    }

    private static List<ManagerChange> managers(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray() || node.size() > MAX_MANAGERS) {
            throw HttpError.badBody("\"managers\" must be a list of at most " + MAX_MANAGERS
                    + " managers; expected a body such as " + EXAMPLE);
        }
        List<ManagerChange> changes = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int index = 0; index < node.size(); index++) {
            ManagerChange change = manager(node.get(index), "managers[" + index + "]");
            if (!ids.add(change.id())) {
                throw HttpError.badBody(
                        JsonBody.quoted(change.where()) + " repeats an earlier manager; name each one once");
            }
            changes.add(change);
        }
        return List.copyOf(changes);
    }

    private static ManagerChange manager(JsonNode node, String where) {
        if (!node.isObject()) {
            throw HttpError.badBody(JsonBody.quoted(where) + " must be an object; expected a body such as " + EXAMPLE);
        }
        JsonBody.refuseUnknownFields(node, MANAGER_FIELDS, where + ".");
        ManagerChange change = new ManagerChange(
                where,
                text(node.get("name"), where + ".name"),
                text(node.get("office"), where + ".office"),
                isTrue(node.get("absent"), where + ".absent"),
                isTrue(node.get("new"), where + ".new"),
                skills(node.get("skills"), where + ".skills"),
                position(node.get("position"), where + ".position"),
                baseline(node.get("baseline"), where + ".baseline"));
        refuseUnlessSensible(change);
        return change;
    }

    private static void refuseUnlessSensible(ManagerChange change) {
        boolean hasChanges = change.skills().isPresent()
                || change.position().isPresent()
                || change.baseline().isPresent();
        if (change.isAbsent() && (change.isNew() || hasChanges)) {
            throw HttpError.badBody(JsonBody.quoted(change.where()) + " is absent and takes nothing: leave everything"
                    + " but \"name\", \"office\" and \"absent\" out");
        }
        if (!change.isAbsent() && !change.isNew() && !hasChanges) {
            throw HttpError.badBody(JsonBody.quoted(change.where()) + " changes nothing; add \"skills\", \"position\","
                    + " \"baseline\", \"absent\": true, or \"new\": true");
        }
    }

    private static String text(@Nullable JsonNode node, String where) {
        if (node == null || !node.isTextual() || node.textValue().isBlank()) {
            throw HttpError.badBody(JsonBody.quoted(where) + " must be a text, as in managers.csv");
        }
        return node.textValue().strip();
    }

    private static Optional<String> position(@Nullable JsonNode node, String where) {
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw HttpError.badBody(JsonBody.quoted(where) + " must be a text, as in managers.csv; \"\" is none");
        }
        return Optional.of(node.textValue().strip());
    }

    private static boolean isTrue(@Nullable JsonNode node, String where) {
        if (node == null || node.isNull()) {
            return false;
        }
        if (!node.isBoolean()) {
            throw HttpError.badBody(JsonBody.quoted(where) + " must be true or false");
        }
        return node.booleanValue();
    }

    private static Optional<Set<String>> skills(@Nullable JsonNode node, String where) {
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isArray()) {
            throw HttpError.badBody(JsonBody.quoted(where) + " must be a list of texts, such as [\"VIP\", \"KZ\"]");
        }
        Set<String> skills = new HashSet<>();
        for (int index = 0; index < node.size(); index++) {
            skills.add(text(node.get(index), where + "[" + index + "]").toUpperCase(Locale.ROOT));
        }
        return Optional.of(Set.copyOf(skills));
    }

    private static Optional<Integer> baseline(@Nullable JsonNode node, String where) {
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isInt() || node.intValue() < 0 || node.intValue() > MAX_BASELINE) {
            throw HttpError.badBody(JsonBody.quoted(where) + " must be a whole number from 0 to " + MAX_BASELINE
                    + ": the open work outside Kezek");
        }
        return Optional.of(node.intValue());
    }

    /// @return the roster with the changes of the managers
    /// @throws ApiException 400 for a manager or an office that is not in the roster
    RoutingRoster changed(RoutingRoster roster) {
        Map<String, Manager> managers = new LinkedHashMap<>();
        roster.managers().forEach(manager -> managers.put(manager.id(), manager));
        for (ManagerChange change : managers()) {
            if (change.isNew()) {
                managers.put(change.id(), newManager(change, roster, managers));
            } else if (!managers.containsKey(change.id())) {
                throw HttpError.badBody(JsonBody.quoted(change.where()) + " names nobody: there is no manager of this"
                        + " name in this office; GET /api/managers lists them; add \"new\": true for somebody who is"
                        + " yet to come");
            } else if (change.isAbsent()) {
                managers.remove(change.id());
            } else {
                managers.computeIfPresent(change.id(), (id, manager) -> changed(manager, change));
            }
        }
        return new RoutingRoster(roster.offices(), List.copyOf(managers.values()), roster.hubDecisions());
    }

    private static Manager changed(Manager manager, ManagerChange change) {
        return new Manager(
                manager.id(),
                manager.officeId(),
                manager.officeName(),
                manager.name(),
                change.position().orElse(manager.position()),
                change.skills().orElse(manager.skills()),
                change.baseline().orElse(manager.baseline()),
                manager.assigned(),
                manager.secondTurns(),
                manager.rev(),
                manager.row());
    }

    /// Behind all others, as at the end of the file.
    private static Manager newManager(ManagerChange change, RoutingRoster roster, Map<String, Manager> managers) {
        if (managers.containsKey(change.id())) {
            throw HttpError.badBody(JsonBody.quoted(change.where() + ".new")
                    + " contradicts the roster: this manager is in it; leave \"new\" out");
        }
        Office office = roster.offices().stream()
                .filter(known -> known.id().equals(Ids.office(change.office())))
                .findFirst()
                .orElseThrow(() -> HttpError.badBody(JsonBody.quoted(change.where() + ".office")
                        + " is not among the offices; GET /api/business-units lists them"));
        int lastRow = managers.values().stream().mapToInt(Manager::row).max().orElse(0);
        return new Manager(
                change.id(),
                office.id(),
                office.name(),
                change.name(),
                change.position().orElse(""),
                change.skills().orElse(Set.of()),
                change.baseline().orElse(0),
                0,
                Set.of(),
                0,
                lastRow + 1);
    }

    /// Without the managers.
    @Override
    public String toString() {
        return "WhatIfRequest[" + importId + "]";
    }
}
