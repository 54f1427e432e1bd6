package kezek.domain;

/// An address as the client wrote it. Missing parts are empty strings.
public record Address(String country, String region, String city, String street, String house) {

    /// @return an address that consists only of a town
    public static Address ofTown(String town) {
        return new Address("", "", town, "", "");
    }

    /// Omits the address, because it is personal data and must not appear in logs.
    @Override
    public String toString() {
        return "Address[…]";
    }
}
