package kezek.local.evaluate;

import java.util.Map;
import kezek.domain.TicketContent;

/// A ticket and its labels by a person.
///
/// @param labels only the fields that the person labelled
record LabelledTicket(TicketContent content, Map<Field, String> labels) {

    LabelledTicket {
        labels = Map.copyOf(labels);
    }
}
