package kezek.domain;

/// An address as the client wrote it. A part that is missing is the empty string.
public record Address(String country, String region, String city, String street, String house) {

    /// @return an address of which only the town is known
    public static Address ofTown(String town) {
        return new Address("", "", town, "", "");
    }

    /// Ids only in logs: an address is personal data.
    @Override
    public String toString() {
        return "Address[…]";
    }
}
