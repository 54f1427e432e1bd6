package kezek.domain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash behind fingerprints and keys.
public final class Sha256 {

    private Sha256() {}

    /// @return a new digest for each call, because digests are not thread-safe
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
