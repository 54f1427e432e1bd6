package kezek.local.emulators;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Where the three services answer, and clients for them.
///
/// @param dynamoDb also for the streams
public record Endpoints(String region, URI dynamoDb, URI sqs, URI s3) {

    /// What every client signs with. The S3 emulator verifies it; letters and digits only, or DynamoDB Local
    /// refuses it.
    public static final String ACCESS_KEY = "kezeklocal";

    public static final String SECRET_KEY = "kezeklocal";

    public DynamoDbClient newDynamoDb() {
        return configured(DynamoDbClient.builder(), dynamoDb).build();
    }

    public DynamoDbStreamsClient newDynamoDbStreams() {
        return configured(DynamoDbStreamsClient.builder(), dynamoDb).build();
    }

    public SqsClient newSqs() {
        return configured(SqsClient.builder(), sqs).build();
    }

    /// Its uploads are not in the chunks of `aws-chunked`: S3Proxy 4.1.0 answers after the last byte of content and
    /// closes the connection on what comes after it, the last chunk's signature. About one upload in sixteen then
    /// failed, was sent again by the SDK and became two events.
    public S3Client newS3() {
        return configured(S3Client.builder(), s3)
                .forcePathStyle(true)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .build();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClient(UrlConnectionHttpClient.create());
    }
}
