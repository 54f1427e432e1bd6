package kezek.local.remote;

import static kezek.local.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Removes a stack that another process deploys, when this is closed or the JVM is told to end. It also
/// removes the tables and buckets that the template retains, and the logs of the functions. The stack is
/// identified by its name alone and may be incomplete or missing.
///
/// SAM's uploads stay in the bucket of its own stack, `aws-sam-cli-managed-default`, which all stacks
/// share.
public final class TemporaryStack implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "cloudformation";
    private static final String VERSION = "2010-05-15";
    private static final String NOT_YET_EXECUTED = "REVIEW_IN_PROGRESS";
    private static final String DELETED = "DELETE_COMPLETE";

    /// A running deployment is completed before the stack is deleted. Otherwise LocalStack would go on
    /// creating resources.
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final long STOP_SECONDS = 10;

    private final AwsEndpoint endpoint;
    private final String name;
    private final List<Process> deployers = new ArrayList<>();
    private final Thread hook = new Thread(this::remove);
    private boolean isRemoved;

    /// @param name unique; everything whose name begins with it and `-` is removed too
    public TemporaryStack(AwsEndpoint endpoint, String name) {
        this.endpoint = endpoint;
        this.name = name;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// @param deployer the process that deploys the stack; it is ended before the stack is removed
    public synchronized void registerDeployer(Process deployer) {
        deployers.add(deployer);
        if (isRemoved) {
            end(deployer);
        }
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private synchronized void remove() {
        if (isRemoved) {
            return;
        }
        isRemoved = true;
        deployers.forEach(TemporaryStack::end);
        eventually("the deployment of " + name + " has ended", LIMIT, () -> !isInProgress(status()));
        endpoint.query(SERVICE, request("DeleteStack"));
        eventually("the stack " + name + " is deleted", LIMIT, () -> isGone(status()));
        removeTables();
        removeBuckets();
        removeLogGroups();
    }

    /// Also ends the processes that it started, that is the SAM CLI.
    private static void end(Process deployer) {
        List<ProcessHandle> all = Stream.concat(Stream.of(deployer.toHandle()), deployer.descendants())
                .toList();
        all.forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
                .join();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean isInProgress(Optional<String> status) {
        return status.filter(text -> text.endsWith("_IN_PROGRESS") && !text.equals(NOT_YET_EXECUTED))
                .isPresent();
    }

    private static boolean isGone(Optional<String> status) {
        return status.isEmpty() || status.get().equals(DELETED);
    }

    /// @return empty if the stack does not exist
    private Optional<String> status() {
        try {
            Document answer = endpoint.query(SERVICE, request("DescribeStacks"));
            NodeList found = answer.getElementsByTagName("StackStatus");
            return Optional.ofNullable(found.item(0))
                    .map(node -> node.getTextContent().strip());
        } catch (AwsEndpoint.CallFailed e) {
            if (String.valueOf(e.getMessage()).contains("does not exist")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<String, String> request(String action) {
        return Map.of("Action", action, "Version", VERSION, "StackName", name);
    }

    private void removeTables() {
        try (DynamoDbClient dynamoDb = endpoint.newDynamoDb()) {
            dynamoDb.listTablesPaginator().tableNames().stream()
                    .filter(this::isOurs)
                    .toList()
                    .forEach(table -> dynamoDb.deleteTable(request -> request.tableName(table)));
        }
    }

    private void removeBuckets() {
        try (S3Client s3 = endpoint.newS3()) {
            s3.listBuckets().buckets().stream()
                    .map(bucket -> bucket.name())
                    .filter(this::isOurs)
                    .forEach(bucket -> removeBucket(s3, bucket));
        }
    }

    private static void removeBucket(S3Client s3, String bucket) {
        s3.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList()
                .forEach(
                        key -> s3.deleteObject(request -> request.bucket(bucket).key(key)));
        s3.deleteBucket(request -> request.bucket(bucket));
    }

    /// Removes the log groups that LocalStack named after the functions. Those of the template were
    /// removed with the stack.
    private void removeLogGroups() {
        ObjectNode named = JSON.createObjectNode().put("logGroupNamePrefix", "/aws/lambda/" + name + "-");
        endpoint.find("logs", "Logs_20140328.DescribeLogGroups", named)
                .ifPresent(answer -> answer.path("logGroups")
                        .forEach(group -> endpoint.find(
                                "logs",
                                "Logs_20140328.DeleteLogGroup",
                                JSON.createObjectNode()
                                        .put(
                                                "logGroupName",
                                                group.path("logGroupName").asText()))));
    }

    private boolean isOurs(String resource) {
        return resource.startsWith(name + "-");
    }
}
