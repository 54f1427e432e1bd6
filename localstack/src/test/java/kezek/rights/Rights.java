package kezek.rights;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.localstack.template.Template;
import kezek.rights.CallRecorder.Call;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/// The right that AWS asks for before it does a call, spelled as template.yaml spells it: action and resource.
/// See <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>.
final class Rights {

    private static final Map<String, String> ACTION_OF_BATCH =
            Map.of("SendMessageBatch", "SendMessage", "ChangeMessageVisibilityBatch", "ChangeMessageVisibility");

    private final Template template;

    Rights(Template template) {
        this.template = template;
    }

    Set<String> needed(Set<Call> calls) {
        return calls.stream().flatMap(this::needed).collect(Collectors.toSet());
    }

    private Stream<String> needed(Call call) {
        return switch (call.service()) {
            case "DynamoDb" -> ofTable(call);
            case "Sqs" -> Stream.of("sqs:" + ACTION_OF_BATCH.getOrDefault(call.operation(), call.operation()) + " "
                    + queue(text(call.request(), "QueueUrl")) + ".Arn");
            case "S3" -> Stream.of("s3:" + call.operation() + " " + template.buckets().keySet().iterator().next());
            default -> throw new IllegalArgumentException("no function is known to call " + call.service());
        };
    }

    /// A transaction needs the right of each of its actions
    /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html>).
    private Stream<String> ofTable(Call call) {
        String table = template.tables().keySet().iterator().next();
        if (call.request() instanceof TransactWriteItemsRequest transaction) {
            return transaction.transactItems().stream().map(action -> "dynamodb:" + name(action) + " " + table + ".Arn");
        }
        return Stream.of("dynamodb:" + call.operation() + " "
                + call.request().getValueForField("IndexName", String.class)
                        .map(index -> "${" + table + ".Arn}/index/" + index)
                        .orElse(table + ".Arn"));
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

    private String queue(String url) {
        return template.queues().entrySet().stream()
                .filter(queue -> url.endsWith("/" + queue.getValue().name()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("template.yaml has no queue with the URL " + url));
    }


    private static String text(SdkRequest request, String field) {
        Optional<String> value = request.getValueForField(field, String.class);
        return value.orElseThrow(() -> new IllegalArgumentException("a request without " + field));
    }
}
