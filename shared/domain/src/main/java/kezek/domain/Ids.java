package kezek.domain;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import kezek.text.LenientText;

/// Ids of imported things: name-based UUIDs (RFC 9562, version 3) of their natural keys, so importing the
/// same thing twice gives the same id. Neither case nor runs of white space make another key.
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
        return nameBased("manager", name + "\n" + LenientText.naturalKey(officeName));
    }

    private static String nameBased(String kind, String naturalKey) {
        return UUID.nameUUIDFromBytes(
                        (kind + ":" + LenientText.naturalKey(naturalKey)).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
