package kezek.tickets;

/// The choice of a manager by a person.
///
/// @param managerId who is to have the ticket
/// @param isReopening whether a CLOSED ticket is to be opened again; otherwise the choice is refused
/// @param isOverride whether the choice stands even if it breaks hard rules
/// @param reason why this manager, in the person's words; empty if none was given, which is allowed only
///     without an override
/// @param by the person, as the token says; empty without a token
public record Reassignment(String managerId, boolean isReopening, boolean isOverride, String reason, String by) {

    public Reassignment {
        if (isOverride && reason.isBlank()) {
            throw new IllegalArgumentException("reason must not be blank if isOverride is true");
        }
    }

    /// Without the reason: people write about clients.
    @Override
    public String toString() {
        return "Reassignment[" + managerId + ", override " + isOverride + "]";
    }
}
