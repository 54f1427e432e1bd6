package kezek.domain;

import java.time.Instant;

/// Who got a ticket.
///
/// @param reason one sentence for people
public record Assignment(
        String managerId, String managerName, String officeId, String officeName, Instant assignedAt, String reason) {}
