package kezek.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashMap;
import java.util.Map;

/// An HTTP answer. Nothing of it may be kept by a cache: it speaks of clients.
public record Response(int status, Map<String, String> headers, String body) {

    /// An answer of Lambda ends at 6 MB, with its envelope and with the body escaped as a JSON string in
    /// it. See <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>.
    public static final int MAX_BODY = 5_000_000;

    public Response {
        headers = Map.copyOf(headers);
    }

    public static Response json(int status, Object value) {
        return of(status, "application/json", Json.write(value));
    }

    public static Response of(int status, String contentType, String body) {
        return new Response(
                status,
                Map.of(
                        "content-type", contentType,
                        "cache-control", "no-store",
                        "x-content-type-options", "nosniff"),
                body);
    }

    public static Response noContent() {
        return new Response(204, Map.of("cache-control", "no-store"), "");
    }

    public static Response error(int status, String code, String message) {
        return json(status, Map.of("error", new ProblemView(code, message)));
    }

    public Response with(Map<String, String> moreHeaders) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(moreHeaders);
        return new Response(status, all, body);
    }

    public APIGatewayV2HTTPResponse toEvent() {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(body)
                .withIsBase64Encoded(false)
                .build();
    }

    /// @return the bytes that a part of a body takes in Lambda's answer: UTF-8, escaped as a JSON string
    public static int sizeInAnswer(String part) {
        int size = 0;
        for (int at = 0; at < part.length(); at++) {
            char c = part.charAt(at);
            size += c < 0x20 ? escapedControl(c) : sizeOf(c);
        }
        return size;
    }

    private static int escapedControl(char c) {
        return "\b\t\n\f\r".indexOf(c) >= 0 ? 2 : 6;
    }

    private static int sizeOf(char c) {
        if (c == '"' || c == '\\' || Character.isSurrogate(c)) {
            return 2;
        }
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 ? 2 : 3;
    }

    /// Neither body nor headers: they speak of clients.
    @Override
    public String toString() {
        return "Response[" + status + "]";
    }
}
