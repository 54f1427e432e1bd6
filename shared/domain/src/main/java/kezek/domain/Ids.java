package kezek.domain;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import kezek.text.LenientText;

/// Derives ids from natural keys, as name-based UUIDs (RFC 9562, version 3). The same ticket, office or
/// manager gets the same id in every import. Keys of file rows ignore case and repeated white space, see
/// [LenientText#naturalKey].
public final class Ids {

    private Ids() {}

    /// @return the id of a ticket from a file, see [#ticket(String, String)]
    public static String ticket(String clientGuid) {
        return nameBased("ticket", LenientText.naturalKey(clientGuid));
    }

    /// The natural key of a ticket consists of its channel and its id in that channel. Tickets of
    /// different channels never share an id.
    ///
    /// @param channel as in [Origin#channel]
    /// @param externalId the id in the channel. For [Origin#CSV] it is the client's GUID, compared
    ///     without regard to case and repeated white space; for every other channel it is compared
    ///     exactly
    public static String ticket(String channel, String externalId) {
        return channel.equals(Origin.CSV) ? ticket(externalId) : nameBased("ticket/" + channel, externalId);
    }

    public static String office(String name) {
        return nameBased("office", LenientText.naturalKey(name));
    }

    /// A manager is identified by name and office, because managers of different offices may share a
    /// name.
    public static String manager(String name, String officeName) {
        return nameBased("manager", LenientText.naturalKey(name + "\n" + LenientText.naturalKey(officeName)));
    }

    private static String nameBased(String kind, String naturalKey) {
        return UUID.nameUUIDFromBytes((kind + ":" + naturalKey).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
