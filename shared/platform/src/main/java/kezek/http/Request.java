package kezek.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An HTTP request, as an HTTP API of API Gateway hands it over (payload format 2.0).
///
/// @param method in capitals
/// @param path decoded once, by API Gateway: `rawPath` is not raw there. Do not decode it again: an import
///     named `100%` could not be asked for, and `%41` would mean the import `A`. A `%2F` has become a slash
///     like any other. See
///     <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html>
///     (“decodes URL-encoded request parameters”), and an event:
///     <https://github.com/fastify/aws-lambda-fastify/issues/169>. It does not begin with the name of the
///     stage
/// @param pathParameters by the names in the template of the [Route]; empty before it is found
/// @param query by name, decoded by API Gateway; the values of a repeated parameter are joined by commas
/// @param headers by names in lower case
/// @param caller the subject of the token: an id; empty without a token
/// @param body its bytes; empty without a body
public record Request(
        String method,
        String path,
        Map<String, String> pathParameters,
        Map<String, String> query,
        Map<String, String> headers,
        String caller,
        byte[] body) {

    private static final String DEFAULT_STAGE = "$default";

    /// In characters. DynamoDB refuses a key of more than 2,048 bytes.
    private static final int MAX_PATH_PARAMETER = 500;

    public static Request of(APIGatewayV2HTTPEvent event) {
        APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
        return new Request(
                context.getHttp().getMethod(),
                withoutStage(event.getRawPath(), context.getStage()),
                Map.of(),
                orEmpty(event.getQueryStringParameters()),
                orEmpty(event.getHeaders()),
                caller(context),
                body(event));
    }

    private static String caller(APIGatewayV2HTTPEvent.RequestContext context) {
        return Optional.ofNullable(context.getAuthorizer())
                .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer::getJwt)
                .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT::getClaims)
                .map(claims -> claims.get("sub"))
                .orElse("");
    }

    /// A stage that is not the default one is the first part of the path.
    private static String withoutStage(String rawPath, @Nullable String stage) {
        String prefix = "/" + stage + "/";
        return stage != null && !stage.equals(DEFAULT_STAGE) && rawPath.startsWith(prefix)
                ? rawPath.substring(prefix.length() - 1)
                : rawPath;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> values) {
        return values == null ? Map.of() : Map.copyOf(values);
    }

    private static byte[] body(APIGatewayV2HTTPEvent event) {
        @Nullable String body = event.getBody();
        if (body == null) {
            return new byte[0];
        }
        return event.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    }

    Request withPathParameters(Map<String, String> parameters) {
        return new Request(method, path, Map.copyOf(parameters), query, headers, caller, body);
    }

    /// @param name of a variable in the route's template
    /// @throws HttpError 404 if the value is longer than any id: 500 characters
    public String pathParameter(String name) {
        String value = Optional.ofNullable(pathParameters.get(name)).orElseThrow();
        if (value.length() > MAX_PATH_PARAMETER) {
            throw HttpError.notFound("no id is longer than " + MAX_PATH_PARAMETER + " characters");
        }
        return value;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// The method only: path, query and body may speak of clients.
    @Override
    public String toString() {
        return "Request[" + method + "]";
    }
}
