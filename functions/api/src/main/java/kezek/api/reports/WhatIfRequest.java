package kezek.api.reports;

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
import java.util.stream.Collectors;
import kezek.domain.Ids;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Workload;
import kezek.http.HttpError;
import kezek.http.JsonBody;
import kezek.http.JsonObject;
import kezek.http.JsonValue;
import kezek.http.Request;
import kezek.routing.RoutingRoster;
import kezek.routing.RoutingRules;
import kezek.rules.RulesFile;

/// The body of a what-if request: the changes to try on an import.
///
/// @param rules the standard rules with the body's changes; empty if the body changes no rule
/// @param managers the changes of the roster
record WhatIfRequest(String importId, Optional<RoutingRules> rules, List<ManagerChange> managers) {

    static final String EXAMPLE = "{\"import\": \"march\", \"rules\": {\"strategy\": \"optimal\"}, \"managers\":"
            + " [{\"name\": \"…\", \"office\": \"…\", \"absent\": true}]}";

    static final int MAX_MANAGERS = 1_000;

    private static final String TEXT = "a text, as in managers.csv";

    /// In characters. DynamoDB refuses a key of more than 2,048 bytes.
    private static final int MAX_IMPORT_ID = 500;

    private static final int MAX_BASELINE = 1_000_000;
    private static final Set<String> MANAGER_FIELDS =
            Set.of("name", "office", "absent", "new", "skills", "position", "baseline");

    private static final JsonBody BODY = new JsonBody(
            256 * 1024,
            "name only the rules and the managers that change",
            EXAMPLE,
            Set.of("import", "rules", "managers"));

    /// A change of one manager. Each of skills, position and baseline is empty if it stays as it is.
    ///
    /// @param where its place in the body, for messages
    /// @param isAbsent the manager takes no tickets
    /// @param isNew the manager is not in the roster yet
    /// @param skills as in the roster: in upper case, trimmed
    /// @param baseline open tickets outside Kezek
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

        /// Omits the name, because it is personal data.
        @Override
        public String toString() {
            return "ManagerChange[" + where + "]";
        }
    }

    /// @throws HttpError 400, 413 or 415; the message says which part of the body is wrong
    static WhatIfRequest of(Request request) {
        JsonObject body = BODY.read(request);
        WhatIfRequest wanted = new WhatIfRequest(
                body.required("import", "the id of an import; GET /api/imports lists them")
                        .text(1, MAX_IMPORT_ID),
                body.nullable("rules").map(WhatIfRequest::rules),
                body.nullable("managers").map(WhatIfRequest::managers).orElse(List.of()));
        if (wanted.rules().isEmpty() && wanted.managers().isEmpty()) {
            throw HttpError.badBody("the body changes nothing; give it \"rules\" or \"managers\", such as " + EXAMPLE);
        }
        return wanted;
    }

    private static RoutingRules rules(JsonValue value) {
        try {
            byte[] text = value.json().getBytes(StandardCharsets.UTF_8);
            return RulesFile.changed(new ByteArrayInputStream(text), "\"rules\"");
        } catch (IllegalArgumentException e) {
            throw HttpError.badBody(Objects.requireNonNull(e.getMessage()));
        }
    }

    private static List<ManagerChange> managers(JsonValue list) {
        String form = "a list of at most " + MAX_MANAGERS + " managers; expected a body such as " + EXAMPLE;
        List<ManagerChange> changes = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonValue element : list.expecting(form).list(0, MAX_MANAGERS)) {
            ManagerChange change = manager(element);
            if (!ids.add(change.id())) {
                throw HttpError.badField(change.where(), "repeats an earlier manager; name each one once");
            }
            changes.add(change);
        }
        return List.copyOf(changes);
    }

    private static ManagerChange manager(JsonValue element) {
        JsonObject object = element.expecting("an object; expected a body such as " + EXAMPLE)
                .object(MANAGER_FIELDS);
        ManagerChange change = new ManagerChange(
                element.path(),
                text(object.required("name", TEXT)),
                text(object.required("office", TEXT)),
                object.nullable("absent").map(JsonValue::flag).orElse(false),
                object.nullable("new").map(JsonValue::flag).orElse(false),
                object.nullable("skills").map(WhatIfRequest::skills),
                object.nullable("position").map(WhatIfRequest::position),
                object.nullable("baseline").map(WhatIfRequest::baseline));
        refuseUnlessSensible(change);
        return change;
    }

    private static String text(JsonValue value) {
        return value.expecting(TEXT).text(1, BODY.maxBytes());
    }

    private static String position(JsonValue value) {
        return value.expecting(TEXT + "; \"\" is none").text(0, BODY.maxBytes());
    }

    private static Set<String> skills(JsonValue value) {
        return value.expecting("a list of texts, such as [\"VIP\", \"KZ\"]").list(0, BODY.maxBytes()).stream()
                .map(skill -> text(skill).toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int baseline(JsonValue value) {
        return value.expecting("a whole number from 0 to " + MAX_BASELINE + ": the open work outside Kezek")
                .integer(0, MAX_BASELINE);
    }

    private static void refuseUnlessSensible(ManagerChange change) {
        boolean hasChanges = change.skills().isPresent()
                || change.position().isPresent()
                || change.baseline().isPresent();
        if (change.isAbsent() && (change.isNew() || hasChanges)) {
            throw HttpError.badField(
                    change.where(),
                    "is absent and takes nothing: leave everything but \"name\", \"office\" and \"absent\" out");
        }
        if (!change.isAbsent() && !change.isNew() && !hasChanges) {
            throw HttpError.badField(
                    change.where(),
                    "changes nothing; add \"skills\", \"position\", \"baseline\", \"absent\": true, or \"new\": true");
        }
    }

    /// @return the roster with the changes of the managers
    /// @throws HttpError 400 for a manager or an office that is not in the roster
    RoutingRoster changed(RoutingRoster roster) {
        Map<String, Manager> managers = new LinkedHashMap<>();
        roster.managers().forEach(manager -> managers.put(manager.id(), manager));
        for (ManagerChange change : managers()) {
            if (change.isNew()) {
                managers.put(change.id(), newManager(change, roster, managers));
            } else if (!managers.containsKey(change.id())) {
                throw HttpError.badField(
                        change.where(),
                        "is not in the roster: this office has no manager of this name; GET /api/managers lists them;"
                                + " add \"new\": true to add a manager");
            } else if (change.isAbsent()) {
                managers.remove(change.id());
            } else {
                managers.computeIfPresent(change.id(), (id, manager) -> changed(manager, change));
            }
        }
        return new RoutingRoster(roster.offices(), List.copyOf(managers.values()), roster.hubDecisions());
    }

    private static Manager changed(Manager manager, ManagerChange change) {
        ManagerProfile profile = manager.profile();
        return new Manager(
                new ManagerProfile(
                        profile.id(),
                        profile.officeId(),
                        profile.officeName(),
                        profile.name(),
                        change.position().orElse(profile.position()),
                        change.skills().orElse(profile.skills()),
                        profile.row()),
                manager.workload().withBaseline(change.baseline().orElse(manager.baseline())));
    }

    /// Adds a manager after all others, as if the row were the last one of the file.
    private static Manager newManager(ManagerChange change, RoutingRoster roster, Map<String, Manager> managers) {
        if (managers.containsKey(change.id())) {
            throw HttpError.badField(
                    change.where() + ".new", "contradicts the roster: this manager is in it; leave \"new\" out");
        }
        Office office = roster.offices().stream()
                .filter(known -> known.id().equals(Ids.office(change.office())))
                .findFirst()
                .orElseThrow(() -> HttpError.badField(
                        change.where() + ".office", "is not among the offices; GET /api/business-units lists them"));
        int lastRow = managers.values().stream().mapToInt(Manager::row).max().orElse(0);
        return new Manager(
                new ManagerProfile(
                        change.id(),
                        office.id(),
                        office.name(),
                        change.name(),
                        change.position().orElse(""),
                        change.skills().orElse(Set.of()),
                        lastRow + 1),
                Workload.initial(change.baseline().orElse(0)));
    }

    /// Omits the managers, because their names are personal data.
    @Override
    public String toString() {
        return "WhatIfRequest[" + importId + "]";
    }
}
