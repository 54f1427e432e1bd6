package kezek.simulation;

import java.util.function.Predicate;
import kezek.testing.FakeDynamoDb.Term;

/// The conditions of writes by the item that they check. `GuardsIT` removes one at a time and looks for
/// what breaks without it.
enum Guard implements Predicate<Term> {
    NEW_TICKET_IS_NEW("PUT", "TICKET#", "TICKET", "attribute_not_exists", "PK"),
    REPLACED_TICKET_VERSION("PUT", "TICKET#", "TICKET", "=", "version"),
    REPLACED_TICKET_NOTE("PUT", "TICKET#", "TICKET", "", "seenTime|seenRun"),
    NOTED_TICKET("UPDATE", "TICKET#", "TICKET", "", "hash|seenTime|seenRun"),
    TICKET_REV("UPDATE", "TICKET#", "TICKET", "=", "rev"),
    TICKET_STAGE("UPDATE", "TICKET#", "TICKET", "=", "stage"),
    TICKET_STATUS("UPDATE", "TICKET#", "TICKET", "=", "status"),
    TICKET_WAVE("UPDATE", "TICKET#", "TICKET", "=", "slotWave"),
    TICKET_CATEGORY("UPDATE", "TICKET#", "TICKET", "=", "category"),
    TICKET_LANGUAGE("UPDATE", "TICKET#", "TICKET", "=", "language"),
    TICKET_PRIORITY("UPDATE", "TICKET#", "TICKET", "=", "priority"),
    TICKET_HUB("UPDATE", "TICKET#", "TICKET", "", "hub"),
    CHANGED_TICKET_VERSION("UPDATE", "TICKET#", "TICKET", "=", "version"),
    MANAGER_REV("UPDATE", "ROSTER", "MANAGER#", "=", "rev"),
    MANAGER_CARRIES_SOMETHING("UPDATE", "ROSTER", "MANAGER#", ">=", "assigned"),
    KEPT_MANAGER_REV("CHECK", "ROSTER", "MANAGER#", "=", "rev"),
    MANAGER_EDITION("UPDATE", "ROSTER", "MANAGER#", "", "srcTime|run"),
    MANAGER_IS_NEW("UPDATE", "ROSTER", "MANAGER#", "attribute_not_exists", "PK"),
    OFFICE_EDITION("UPDATE", "ROSTER", "OFFICE#", "", "srcTime|run"),
    OFFICE_IS_NEW("UPDATE", "ROSTER", "OFFICE#", "attribute_not_exists", "PK"),
    HUB_COUNT("UPDATE", "ROSTER", "HUB", "=", "n"),
    HUB_IS_NEW("PUT", "ROSTER", "HUB", "attribute_not_exists", "PK"),
    ROSTER_IS_NEW("PUT", "ROSTER", "META", "attribute_not_exists", "PK"),
    ROSTER_REV("CHECK", "ROSTER", "META", "=", "rev"),
    ROSTER_NOT_LOADING("CHECK", "ROSTER", "META", "=", "loading"),
    RUN_IS_LOADING("UPDATE", "ROSTER", "META", "attribute_exists", "loading"),
    WAVE_NOT_SEALED("UPDATE", "IMPORT#", "WAVE#", "attribute_not_exists", "sealedAt"),
    WAVE_IS_DONE("UPDATE", "IMPORT#", "WAVE#", "=", "state"),
    SEALED_WAVE_EXISTS("UPDATE", "IMPORT#", "WAVE#", "attribute_exists", "PK"),
    OPENED_WAVE_IS_NEW("PUT", "WAVES", "", "attribute_not_exists", "PK"),
    OPENED_WAVE_STATE("PUT", "WAVES", "", "=", "state"),
    ABANDONED_WAVE_IS_OPEN("UPDATE", "WAVES", "", "=", "state"),
    LISTED_WAVE_EXISTS("UPDATE", "WAVES", "", "attribute_exists", "PK"),
    FINISHED_WAVE_STATE("DELETE", "WAVES", "", "=", "state"),
    FINISHED_WAVE_ABANDONED_AT("DELETE", "WAVES", "", "<=", "abandonedAt"),
    PENDING_ROW_EXISTS("UPDATE", "WAVE#", "P#", "attribute_exists", "PK"),
    PENDING_ROW_REV("UPDATE", "WAVE#", "P#", "=", "rev"),
    IMPORT_IS_NEW("PUT", "IMPORT#", "IMPORT", "attribute_not_exists", "PK"),
    FILE_IS_NEW("PUT", "IMPORT#", "FILE#", "attribute_not_exists", "PK"),
    FILE_STATE("UPDATE", "IMPORT#", "FILE#", "=", "state"),
    FILE_POSITION("UPDATE", "IMPORT#", "FILE#", "=", "position"),
    FILE_UPDATED_AT("UPDATE", "IMPORT#", "FILE#", "=", "updatedAt"),
    FILE_EXISTS("UPDATE", "IMPORT#", "FILE#", "attribute_exists", "PK"),
    EVENT_IS_NEW("PUT", "TICKET#", "EVENT#", "attribute_not_exists", "PK");

    private final String action;
    private final String partition;
    private final String sort;
    private final String operator;
    private final String attributes;

    /// @param operator blank: any
    /// @param attributes one attribute, or several separated by a bar that form one condition together
    Guard(String action, String partition, String sort, String operator, String attributes) {
        this.action = action;
        this.partition = partition;
        this.sort = sort;
        this.operator = operator;
        this.attributes = attributes;
    }

    /// @return whether the term is this condition
    @Override
    public boolean test(Term term) {
        return term.action().equals(action)
                && term.partition().startsWith(partition)
                && term.sort().startsWith(sort)
                && (operator.isEmpty() || term.operator().equals(operator))
                && term.attribute().matches(attributes);
    }
}
