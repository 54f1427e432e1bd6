package kezek.simulation;

import static kezek.pipeline.Items.text;

import java.util.Map;
import java.util.Optional;
import kezek.pipeline.Invariants;
import kezek.store.FakeDynamoDb;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Whether a parked ticket has to stay parked.
final class Eligibility {

    private Eligibility() {}

    /// @param row of a parked wave
    /// @return whether somebody in a known office may have the ticket
    static boolean hasSomebodyForRow(FakeDynamoDb table, Map<String, AttributeValue> row) {
        return hasSomebody(
                table,
                Optional.ofNullable(table.item("TICKET#" + text(row, "ticketId"), "TICKET"))
                        .orElse(Map.of()));
    }

    static boolean hasSomebody(FakeDynamoDb table, Map<String, AttributeValue> ticket) {
        return table.partition("ROSTER").stream()
                .filter(item -> text(item, "SK").startsWith("MANAGER#"))
                .filter(manager -> table.item("ROSTER", "OFFICE#" + text(manager, "officeId")) != null)
                .anyMatch(manager -> Invariants.isEligible(manager, ticket));
    }
}
