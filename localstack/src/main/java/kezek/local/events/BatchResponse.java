package kezek.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/// What a function's answer says about the items of its batch when its event source has `ReportBatchItemFailures`.
///
/// Nothing at all, `null`, `{}`, and a missing, null or empty `batchItemFailures` mean that every item succeeded.
/// An identifier that is missing, null, empty or not in the batch, and an answer that is not JSON, mean that every
/// item failed (<https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>).
sealed interface BatchResponse {

    record AllSucceeded() implements BatchResponse {}

    record AllFailed() implements BatchResponse {}

    /// @param ids never empty, all of them of the batch
    record SomeFailed(Set<String> ids) implements BatchResponse {
        public SomeFailed {
            ids = Set.copyOf(ids);
        }
    }

    ObjectMapper JSON = new ObjectMapper();

    /// @param batch the identifiers of the batch's items
    static BatchResponse of(byte[] answer, Set<String> batch) {
        JsonNode response;
        try {
            response = JSON.readTree(answer);
        } catch (IOException e) {
            return new AllFailed();
        }
        JsonNode failures = response.path("batchItemFailures");
        if (failures.isMissingNode() || failures.isNull() || failures.isEmpty()) {
            return new AllSucceeded();
        }
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode failure : failures) {
            String id = failure.path("itemIdentifier").asText("");
            if (!batch.contains(id)) {
                return new AllFailed();
            }
            ids.add(id);
        }
        return new SomeFailed(ids);
    }
}
