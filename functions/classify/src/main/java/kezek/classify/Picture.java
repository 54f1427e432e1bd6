package kezek.classify;

import java.util.Base64;

/// An attached picture, as the model gets it. It cannot be masked.
///
/// @param mediaType by its first bytes, e.g. `image/png`
record Picture(String mediaType, byte[] bytes) {

    String toDataUrl() {
        return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Picture[" + mediaType + ", " + bytes.length + " bytes]";
    }
}
