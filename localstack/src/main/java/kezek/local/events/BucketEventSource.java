package kezek.local.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import kezek.local.emulators.ObjectChange;
import kezek.local.template.BucketEvents;
import kezek.local.template.FunctionResource;
import kezek.local.template.Template;

/// S3 notifications: one asynchronous invocation for each change of an object that passes a function's
/// filter. The event has the form of
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html>, and its
/// key is encoded like a form field.
public final class BucketEventSource implements Consumer<ObjectChange> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Template template;
    private final AsyncInvoker invoker;

    public BucketEventSource(Template template, AsyncInvoker invoker) {
        this.template = template;
        this.invoker = invoker;
    }

    @Override
    public void accept(ObjectChange change) {
        for (FunctionResource function : template.functions().values()) {
            for (var event : function.events()) {
                if (event instanceof BucketEvents wanted && concerns(wanted, change)) {
                    invoker.invoke(function.logicalId(), event(change, wanted.name()));
                }
            }
        }
    }

    private boolean concerns(BucketEvents wanted, ObjectChange change) {
        return template.bucket(wanted.bucket()).name().equals(change.bucket())
                && wanted.matches(change.type(), change.key());
    }

    private String event(ObjectChange change, String configuration) {
        ObjectNode event = JSON.createObjectNode();
        ObjectNode record = event.putArray("Records").addObject();
        record.put("eventVersion", "2.1");
        record.put("eventSource", "aws:s3");
        record.put("awsRegion", template.deployment().region());
        record.put("eventTime", change.time().toString());
        record.put("eventName", change.type());
        record.putObject("userIdentity").put("principalId", "AWS:local");
        record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        record.putObject("responseElements")
                .put("x-amz-request-id", UUID.randomUUID().toString())
                .put("x-amz-id-2", "local");
        ObjectNode s3 = record.putObject("s3");
        s3.put("s3SchemaVersion", "1.0");
        s3.put("configurationId", configuration);
        ObjectNode bucket = s3.putObject("bucket");
        bucket.put("name", change.bucket());
        bucket.putObject("ownerIdentity").put("principalId", "local");
        bucket.put("arn", "arn:aws:s3:::" + change.bucket());
        ObjectNode object = s3.putObject("object");
        object.put("key", encoded(change.key()));
        if (change.type().startsWith("ObjectCreated")) {
            object.put("size", change.size());
            object.put("eTag", change.eTag());
        }
        object.put("sequencer", change.sequencer());
        return event.toString();
    }

    /// Encodes a blank as a plus and keeps slashes.
    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }
}
