package kezek.domain;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/// Ids of imported things: name-based UUIDs (RFC 9562, version 3) of their natural keys, so that
/// importing the same thing twice gives the same id.
public final class Ids {

    private Ids() {}

    public static String ticket(String clientGuid) {
        return nameBased("ticket", clientGuid);
    }

    public static String office(String name) {
        return nameBased("office", name);
    }

    /// A manager is known by name and office: two people of one name may work in two offices.
    public static String manager(String name, String officeName) {
        return nameBased("manager", name + "\n" + normalised(officeName));
    }

    private static String nameBased(String kind, String naturalKey) {
        return UUID.nameUUIDFromBytes((kind + ":" + normalised(naturalKey)).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// Case and runs of white space do not make another key.
    private static String normalised(String naturalKey) {
        return naturalKey.strip().replaceAll("[\\s\\u00a0]+", " ").toLowerCase(Locale.ROOT);
    }
}
