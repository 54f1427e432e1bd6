package kezek.waves;

import kezek.domain.Slot;
import kezek.routing.RoutableTicket;

/// A ticket that waits to be planned, as its row in the wave says: one query of a wave is the planner's
/// whole input.
public record ReadyTicket(Slot slot, int rev, RoutableTicket ticket) {}
