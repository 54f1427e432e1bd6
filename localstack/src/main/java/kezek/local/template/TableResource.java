package kezek.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table. Its key attributes are `S`, `N` or `B`.
///
/// @param attributeTypes name to type of every key attribute
/// @param streamViewType e.g. `NEW_AND_OLD_IMAGES`; empty: no stream
/// @param timeToLiveAttribute has no effect, because DynamoDB Local never deletes items by time to live
public record TableResource(
        String logicalId,
        String name,
        String arn,
        KeySchema key,
        Map<String, String> attributeTypes,
        List<Index> indexes,
        Optional<String> streamViewType,
        Optional<String> timeToLiveAttribute) {

    public TableResource {
        attributeTypes = Map.copyOf(attributeTypes);
        indexes = List.copyOf(indexes);
    }

    public record KeySchema(String partition, Optional<String> sort) {}

    /// A global secondary index.
    ///
    /// @param projection `ALL`, `KEYS_ONLY` or `INCLUDE`
    /// @param attributes projected besides the keys; only with `INCLUDE`
    public record Index(String name, KeySchema key, String projection, List<String> attributes) {

        public Index {
            attributes = List.copyOf(attributes);
        }
    }
}
