package kezek.local.evaluate;

import java.util.Map;
import kezek.domain.TicketContent;

/// A ticket and what a person says of it.
///
/// @param labels only the fields that the person did label
record Labelled(TicketContent content, Map<Field, String> labels) {

    Labelled {
        labels = Map.copyOf(labels);
    }
}
