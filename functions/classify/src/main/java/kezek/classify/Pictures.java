package kezek.classify;

import java.util.Optional;
import kezek.domain.Ticket;

/// Finds the pictures that clients attached. Implementations are safe for use by many threads.
@FunctionalInterface
interface Pictures {

    /// Nobody looks at pictures.
    Pictures NONE = ticket -> Optional.empty();

    /// @return empty when there is none that a model could read
    Optional<Picture> find(Ticket ticket);
}
