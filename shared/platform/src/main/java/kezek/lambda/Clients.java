package kezek.lambda;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Builds the AWS clients of every function: with the JDK's `URLConnection` (small, quick to start), short
/// timeouts (1 s to connect, 4 s for an attempt, 9 s for a call), and the default credentials chain. SnapStart
/// needs that chain, because it asks for credentials again after a restore.
public final class Clients {

    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(9);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private Clients() {}

    /// @param settings with `AWS_REGION` and, for another endpoint, `AWS_ENDPOINT_URL_DYNAMODB`
    public static DynamoDbClient dynamoDb(Settings settings) {
        return configured(DynamoDbClient.builder(), settings, "DYNAMODB").build();
    }

    /// @param settings with `AWS_REGION` and, for another endpoint, `AWS_ENDPOINT_URL_SQS`
    public static SqsClient sqs(Settings settings) {
        return configured(SqsClient.builder(), settings, "SQS").build();
    }

    /// Configures the builder of a client as every function wants it.
    ///
    /// @param service in capitals, as in `AWS_ENDPOINT_URL_{SERVICE}`
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, Settings settings, String service) {
        settings.optional("AWS_REGION").map(Region::of).ifPresent(builder::region);
        settings.endpoint(service).ifPresent(builder::endpointOverride);
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(ATTEMPT_TIMEOUT))
                .overrideConfiguration(override ->
                        override.apiCallAttemptTimeout(ATTEMPT_TIMEOUT).apiCallTimeout(CALL_TIMEOUT));
    }
}
