package kezek.rights;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import kezek.local.template.Template;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/// The permission that AWS requires for a call. See
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>.
///
/// @param action e.g. `dynamodb:PutItem`
/// @param place an index of the table, the URL of a queue, or empty
record Right(String action, String place) {

    private static final Map<String, String> ACTION_OF_BATCH =
            Map.of("SendMessageBatch", "SendMessage", "ChangeMessageVisibilityBatch", "ChangeMessageVisibility");

    /// A transaction needs the permissions of each of its actions
    /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html>).
    static Stream<Right> of(String service, String operation, SdkRequest request) {
        if (request instanceof TransactWriteItemsRequest transaction) {
            return transaction.transactItems().stream().map(action -> new Right("dynamodb:" + name(action), ""));
        }
        return switch (service.toUpperCase(Locale.ROOT)) {
            case "DYNAMODB" -> Stream.of(new Right("dynamodb:" + operation, field(request, "IndexName")));
            case "SQS" ->
                Stream.of(new Right(
                        "sqs:" + ACTION_OF_BATCH.getOrDefault(operation, operation), field(request, "QueueUrl")));
            case "S3" -> Stream.of(new Right("s3:" + operation, ""));
            default -> throw new IllegalArgumentException("no function is known to call " + service);
        };
    }

    private static String name(TransactWriteItem action) {
        if (action.put() != null) {
            return "PutItem";
        }
        if (action.update() != null) {
            return "UpdateItem";
        }
        return action.delete() != null ? "DeleteItem" : "ConditionCheckItem";
    }

    private static String field(SdkRequest request, String name) {
        return request.getValueForField(name, String.class).orElse("");
    }

    /// Writes action and resource as template.yaml does. An object is written as its folder in the roles.
    String spelled(Template template) {
        String table = template.tables().keySet().iterator().next();
        return switch (action.substring(0, action.indexOf(':'))) {
            case "sqs" -> action + " " + queue(template) + ".Arn";
            case "dynamodb" ->
                action + " " + (place.isEmpty() ? table + ".Arn" : "${" + table + ".Arn}/index/" + place);
            default ->
                action + " arn:${AWS::Partition}:s3:::${AWS::StackName}-imports-${AWS::AccountId}-${AWS::Region}"
                        + "/imports/*";
        };
    }

    private String queue(Template template) {
        return template.queues().entrySet().stream()
                .filter(queue -> place.endsWith("/" + queue.getValue().name()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("template.yaml has no queue with the URL " + place));
    }
}
