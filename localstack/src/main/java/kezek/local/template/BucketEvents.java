package kezek.local.template;

import java.util.List;

/// S3 notifications.
///
/// @param bucket logical id
/// @param types as in the template, e.g. `s3:ObjectCreated:*`
/// @param prefix of the keys; empty: any
/// @param suffix of the keys; empty: any
public record BucketEvents(String name, String bucket, List<String> types, String prefix, String suffix)
        implements EventSource {

    public BucketEvents {
        types = List.copyOf(types);
    }

    /// @param type without the `s3:`, e.g. `ObjectCreated:Put`
    public boolean matches(String type, String key) {
        return key.startsWith(prefix)
                && key.endsWith(suffix)
                && types.stream().anyMatch(wanted -> covers(wanted, type));
    }

    private static boolean covers(String wanted, String type) {
        String name = wanted.substring("s3:".length());
        return name.endsWith("*") ? type.startsWith(name.substring(0, name.length() - 1)) : name.equals(type);
    }
}
