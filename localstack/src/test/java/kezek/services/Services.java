package kezek.services;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kezek.local.emulators.Provisioner;
import kezek.local.template.Deployment;
import kezek.local.template.Template;
import kezek.local.template.TemplateReader;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The three services, with the table, the queues and the bucket of template.yaml.
abstract class Services implements AutoCloseable {

    private final Template template;

    /// Known differences from AWS's documentation. docs/emulators.md describes each of them.
    enum Deviation {
        /// A signed URL is accepted without a check of its signature and its permissions.
        SIGNATURES_NOT_VERIFIED,
        /// A blank in the key of an event is `%20`, and not `+`.
        BLANK_AS_IN_A_PATH,
        /// The receipt handle of an earlier delivery is refused with an error.
        STALE_RECEIPT_REFUSED,
        /// A message may be delayed for longer than 15 minutes.
        DELAY_WITHOUT_LIMIT,
    }

    /// @param stack prefix of all names
    Services(String stack) {
        this.template = TemplateReader.read(
                Path.of("..", "template.yaml"),
                new Deployment(Deployment.LOCAL.region(), Deployment.LOCAL.accountId(), stack),
                Map.of("JwtIssuer", "https://issuer.invalid", "JwtAudience", "nobody"));
    }

    final void provision() {
        Provisioner provisioner = new Provisioner(template);
        provisioner.createTables(dynamoDb());
        provisioner.createQueues(sqs());
        provisioner.createBuckets(s3());
    }

    abstract DynamoDbClient dynamoDb();

    abstract SqsClient sqs();

    abstract S3Client s3();

    /// Creates presigned URLs, which work without credentials.
    abstract S3Presigner presigner();

    /// The events for ingest so far, in any order.
    abstract List<JsonNode> uploadEvents();

    abstract boolean has(Deviation deviation);

    final Template template() {
        return template;
    }

    final String table() {
        return template.tables().values().iterator().next().name();
    }

    final String bucket() {
        return template.buckets().values().iterator().next().name();
    }

    /// @param logicalId as in template.yaml
    final String queueUrl(String logicalId) {
        return sqs().getQueueUrl(
                        request -> request.queueName(template.queue(logicalId).name()))
                .queueUrl();
    }

    @Override
    public void close() {
        dynamoDb().close();
        sqs().close();
        s3().close();
        presigner().close();
    }
}
