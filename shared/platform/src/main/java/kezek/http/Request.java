package kezek.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An HTTP request, as API Gateway hands it over (payload format 2.0).
///
/// @param path without the prefix of a named stage
/// @param pathParameters by the names in the route's template, decoded
/// @param query decoded by API Gateway
/// @param headers by names in lower case
/// @param caller the subject of the token: an id; empty without a token
public record Request(
        String method,
        String path,
        Map<String, String> pathParameters,
        Map<String, String> query,
        Map<String, String> headers,
        String caller,
        byte[] body) {

    private static final String DEFAULT_STAGE = "$default";

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

    public String pathParameter(String name) {
        return Optional.ofNullable(pathParameters.get(name)).orElseThrow();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// Neither query nor body: they may speak of clients.
    @Override
    public String toString() {
        return "Request[" + method + "]";
    }
}
