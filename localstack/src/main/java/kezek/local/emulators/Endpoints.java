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

/// The addresses of the three services, and clients for them.
///
/// @param dynamoDb also serves the streams
public record Endpoints(String region, URI dynamoDb, URI sqs, URI s3) {

    /// All clients sign with this key. The S3 emulator verifies it. DynamoDB Local only accepts letters
    /// and digits.
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

    /// Creates a client that does not send chunks of `aws-chunked`. S3Proxy 4.1.0 answers after the last
    /// byte of content and closes the connection when the signature of the last chunk follows. With
    /// chunks, about one upload in sixteen failed, and because the SDK sent it again it became two
    /// events.
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
