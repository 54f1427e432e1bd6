package kezek.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/// The source fields of a ticket, as the client sent them. Missing fields are empty strings.
///
/// @param clientGuid the natural key, trimmed and in lower case
/// @param birthDate an ISO date, or empty
/// @param attachment the name of the attached file, as written in the cell
public record TicketContent(
        String clientGuid,
        String gender,
        String birthDate,
        String description,
        String attachment,
        String segment,
        Address address) {

    /// @return a fingerprint of all fields. Equal contents have equal fingerprints, so an import detects
    ///     changed rows by comparing them
    public String fingerprint() {
        MessageDigest digest = Sha256.digest();
        List<String> fields = List.of(
                clientGuid,
                gender,
                birthDate,
                description,
                attachment,
                segment,
                address.country(),
                address.region(),
                address.city(),
                address.street(),
                address.house());
        for (String field : fields) {
            digest.update(field.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    @Override
    public String toString() {
        return "TicketContent[…]";
    }
}
