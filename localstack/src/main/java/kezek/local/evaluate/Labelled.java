package kezek.local.evaluate;

import java.util.Map;
import kezek.domain.TicketContent;

/// A ticket and its labels by a person.
///
/// @param labels only the fields that the person labelled
record Labelled(TicketContent content, Map<Field, String> labels) {

    Labelled {
        labels = Map.copyOf(labels);
    }
}
