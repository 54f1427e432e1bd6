package kezek.domain;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import kezek.text.LenientText;

/// Ids of what comes from outside: name-based UUIDs (RFC 9562, version 3) of the natural keys, so that the
/// same thing gets the same id each time it arrives. Case and runs of white space make no difference in the
/// key of a file's row, see [LenientText#naturalKey].
public final class Ids {

    private Ids() {}

    /// @return the id of a ticket from a file, see [#ticket(String, String)]
    public static String ticket(String clientGuid) {
        return nameBased("ticket", LenientText.naturalKey(clientGuid));
    }

    /// The natural key of a ticket is the channel that it came through and the id that the channel knows it
    /// by. No two channels share an id.
    ///
    /// @param channel as in [Origin#channel]
    /// @param externalId of [Origin#CSV] the client's GUID, in which case and runs of white space do not
    ///     matter; of every other channel exactly as it is
    public static String ticket(String channel, String externalId) {
        return channel.equals(Origin.CSV) ? ticket(externalId) : nameBased("ticket/" + channel, externalId);
    }

    public static String office(String name) {
        return nameBased("office", LenientText.naturalKey(name));
    }

    /// A manager is known by name and office: two people of one name may work in two offices.
    public static String manager(String name, String officeName) {
        return nameBased("manager", LenientText.naturalKey(name + "\n" + LenientText.naturalKey(officeName)));
    }

    private static String nameBased(String kind, String naturalKey) {
        return UUID.nameUUIDFromBytes((kind + ":" + naturalKey).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
