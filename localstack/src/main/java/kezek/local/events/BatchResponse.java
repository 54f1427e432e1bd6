package kezek.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/// A function's answer about the items of its batch, if its event source has `ReportBatchItemFailures`.
///
/// Every item succeeded if the answer is empty, `null` or `{}`, or if `batchItemFailures` is missing,
/// null or empty. Every item failed if the answer is not JSON, or if an identifier is missing, null,
/// empty or not in the batch
/// (<https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>).
sealed interface BatchResponse {

    record AllSucceeded() implements BatchResponse {}

    record AllFailed() implements BatchResponse {}

    /// @param ids not empty; all are identifiers of the batch
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
