package kezek.local.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// All services of AWS at one address, as LocalStack and similar emulators offer them. It signs with
/// credentials that are not valid on AWS, so no AWS account is touched even if the address is one of AWS.
///
/// Services that only this command uses (CloudFormation, Lambda and others) are called by their wire
/// protocols, because four calls do not justify four more SDK modules.
public final class AwsEndpoint implements AutoCloseable {

    /// Not a number, because LocalStack and MiniStack take a twelve-digit key for an account.
    public static final String ACCESS_KEY = "test";

    public static final String SECRET_KEY = "test";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /// The first call of a function may wait for its container to start.
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

    private final URI uri;
    private final String region;
    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT_TIMEOUT)
            .socketTimeout(ANSWER_TIMEOUT)
            .build();

    public AwsEndpoint(URI uri, String region) {
        this.uri = uri;
        this.region = region;
    }

    /// An answer with any status.
    public record Answer(int status, Map<String, String> headers, byte[] body) {

        public boolean succeeded() {
            return status >= 200 && status < 300;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// The endpoint answered with an error.
    public static final class CallFailed extends RuntimeException {

        CallFailed(String call, Answer answer) {
            super(call + " answered " + answer.status() + ": " + answer.text());
        }
    }

    public URI uri() {
        return uri;
    }

    public String region() {
        return region;
    }

    /// Whether the endpoint answers.
    public boolean answers() {
        try {
            send("s3", SdkHttpMethod.GET, "/", Map.of(), new byte[0]);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Sends a `GET` to a service with a REST protocol.
    ///
    /// @return empty if the resource or the service does not exist
    public Optional<JsonNode> find(String service, String path) {
        Answer answer = call(service, SdkHttpMethod.GET, path, Map.of(), new byte[0]);
        return answer.succeeded() ? Optional.of(json(answer.body())) : Optional.empty();
    }

    /// Sends a `PUT` to a service with a REST protocol.
    ///
    /// @throws CallFailed if the service refuses it
    public void put(String service, String path, JsonNode body) {
        Map<String, String> headers = Map.of("Content-Type", "application/json");
        Answer answer = call(service, SdkHttpMethod.PUT, path, headers, bytes(body.toString()));
        if (!answer.succeeded()) {
            throw new CallFailed(service + " PUT " + path, answer);
        }
    }

    /// Calls a service with a JSON protocol.
    ///
    /// @param target e.g. `AWSEvents.DescribeRule`
    /// @return empty if the resource or the service does not exist
    public Optional<JsonNode> find(String service, String target, JsonNode request) {
        Map<String, String> headers = Map.of("X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.1");
        Answer answer = call(service, SdkHttpMethod.POST, "/", headers, bytes(request.toString()));
        return answer.succeeded() ? Optional.of(json(answer.body())) : Optional.empty();
    }

    /// Calls a service with the query protocol.
    ///
    /// @throws CallFailed if the service refuses it
    Document query(String service, Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
        Answer answer = call(service, SdkHttpMethod.POST, "/", headers, bytes(form));
        if (!answer.succeeded()) {
            throw new CallFailed(service + " " + parameters.get("Action"), answer);
        }
        return xml(answer.body());
    }

    /// @throws UncheckedIOException if the endpoint does not answer
    Answer call(String service, SdkHttpMethod method, String path, Map<String, String> headers, byte[] body) {
        try {
            return send(service, method, path, headers, body);
        } catch (IOException e) {
            throw new UncheckedIOException(uri + " did not answer a call of " + service + " " + path, e);
        }
    }

    private Answer send(String service, SdkHttpMethod method, String path, Map<String, String> headers, byte[] body)
            throws IOException {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().uri(uri.resolve(path)).method(method);
        headers.forEach(request::putHeader);
        // The JDK turns a GET with a body into a POST, even if the body is empty.
        ContentStreamProvider content = body.length == 0 ? null : () -> new ByteArrayInputStream(body);
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY))
                        .request(request.build())
                        .payload(content)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        HttpExecuteRequest.Builder execution = HttpExecuteRequest.builder().request(signed.request());
        signed.payload().ifPresent(execution::contentStreamProvider);
        HttpExecuteResponse response = http.prepareRequest(execution.build()).call();
        byte[] answer = new byte[0];
        if (response.responseBody().isPresent()) {
            try (InputStream stream = response.responseBody().get()) {
                answer = stream.readAllBytes();
            }
        }
        return new Answer(response.httpResponse().statusCode(), firstValues(response), answer);
    }

    private static Map<String, String> firstValues(HttpExecuteResponse response) {
        return response.httpResponse().headers().entrySet().stream()
                .filter(header -> header.getKey() != null && !header.getValue().isEmpty())
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> header.getValue().getFirst(),
                        (first, second) -> first));
    }

    private static JsonNode json(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("the endpoint did not answer JSON", e);
        }
    }

    private static Document xml(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(body));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the endpoint did not answer XML", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the endpoint did not answer XML", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Returns a client that the caller must close, like the other `new…` methods.
    public DynamoDbClient newDynamoDb() {
        return configured(DynamoDbClient.builder()).build();
    }

    public SqsClient newSqs() {
        return configured(SqsClient.builder()).build();
    }

    public S3Client newS3() {
        return configured(S3Client.builder()).forcePathStyle(true).build();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(B builder) {
        return builder.endpointOverride(uri)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClient(UrlConnectionHttpClient.create());
    }

    @Override
    public void close() {
        http.close();
    }
}
