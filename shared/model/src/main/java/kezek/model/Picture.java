package kezek.model;

import java.util.Base64;

/// A picture for a model that can read pictures. It cannot be masked.
///
/// @param mediaType such as `image/png`
/// @param bytes the file; not copied
public record Picture(String mediaType, byte[] bytes) {

    String toDataUrl() {
        return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Picture[" + mediaType + ", " + bytes.length + " bytes]";
    }
}
