package kezek.domain;

import java.time.Instant;

/// The assignment of a ticket to a manager.
///
/// @param reason one human-readable sentence
public record Assignment(
        String managerId, String managerName, String officeId, String officeName, Instant assignedAt, String reason) {}
