package kezek.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Requests for tests.
final class Requests {

    private Requests() {}

    static Request get(String path) {
        return new Request("GET", path, Map.of(), Map.of(), Map.of(), "", new byte[0]);
    }

    static Request post(String body) {
        return post(body, Map.of("content-type", "application/json"));
    }

    static Request post(String body, Map<String, String> headers) {
        return new Request("POST", "/", Map.of(), Map.of(), headers, "", body.getBytes(StandardCharsets.UTF_8));
    }
}
