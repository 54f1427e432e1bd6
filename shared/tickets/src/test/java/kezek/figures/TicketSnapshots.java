package kezek.figures;

import java.util.HashMap;
import java.util.Map;

/// Tickets as the journal sees them.
final class TicketSnapshots {

    private TicketSnapshots() {}

    static TicketSnapshot ticket(String id, long version, String stage, String... fields) {
        Map<String, String> all = new HashMap<>();
        all.put("id", id);
        all.put("version", Long.toString(version));
        all.put("rev", "1");
        all.put("stage", stage);
        all.put("status", "OPEN");
        for (int index = 0; index < fields.length; index += 2) {
            all.put(fields[index], fields[index + 1]);
        }
        return TicketSnapshot.of(all);
    }
}
