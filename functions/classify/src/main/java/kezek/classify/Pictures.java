package kezek.classify;

import java.util.Optional;
import kezek.domain.Ticket;
import kezek.model.Picture;

/// Finds the pictures that clients attached to tickets. Implementations are safe for use by many threads.
@FunctionalInterface
interface Pictures {

    /// Finds no picture.
    Pictures NONE = ticket -> Optional.empty();

    /// @return empty if there is none that a model can read
    Optional<Picture> find(Ticket ticket);
}
