package kezek.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashMap;
import java.util.Map;

/// An HTTP answer.
///
///     Response.json(201, view).with(Map.of("location", "/api/imports/march"))
///
/// No cache may keep any of it (`Cache-Control: no-store`), because it speaks of clients.
///
/// @param headers by names in lower case
/// @param body text; [AnswerBudget] tells how long it may be
public record Response(int status, Map<String, String> headers, String body) {

    public Response {
        headers = Map.copyOf(headers);
    }

    /// @param value a record, a map or a list; fields become snake_case, see [Json]
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

    /// @return 204 without a body
    public static Response noContent() {
        return new Response(204, Map.of("cache-control", "no-store"), "");
    }

    /// @param code for programs, in capitals
    /// @param message for people, see [ProblemView]
    public static Response error(int status, String code, String message) {
        return json(status, Map.of("error", new ProblemView(code, message)));
    }

    /// @param moreHeaders by names in lower case; they replace those of the same name
    public Response with(Map<String, String> moreHeaders) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(moreHeaders);
        return new Response(status, all, body);
    }

    /// @return the answer as API Gateway wants it (payload format 2.0)
    public APIGatewayV2HTTPResponse toEvent() {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(body)
                .withIsBase64Encoded(false)
                .build();
    }

    /// Neither body nor headers: they speak of clients.
    @Override
    public String toString() {
        return "Response[" + status + "]";
    }
}
