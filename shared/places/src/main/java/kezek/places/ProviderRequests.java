package kezek.places;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kezek.http.RetryAfter;

/// Sends requests to a provider, each within a deadline from first to last byte.
///
/// @param provider its name in messages
/// @param timeout of one request
record ProviderRequests(String provider, HttpClient http, Duration timeout) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_ANSWER_BYTES = 1 << 20;

    /// A request's own timeout ends with the headers; a body that trickles in must not outlast the
    /// function.
    ///
    /// @throws ProviderOutage if no whole answer came
    HttpResponse<String> send(HttpRequest.Builder request) {
        var body = BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST_ANSWER_BYTES);
        CompletableFuture<HttpResponse<String>> exchange =
                http.sendAsync(request.timeout(timeout).build(), body);
        try {
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw outage("did not answer within " + timeout);
        } catch (ExecutionException e) {
            throw outage("could not be asked: "
                    + Optional.ofNullable(e.getCause()).orElse(e).getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw outage("could not be asked: the thread was interrupted");
        } finally {
            exchange.cancel(true);
        }
    }

    /// The parser's message quotes the body, which quotes the address: it is left out.
    ///
    /// @throws ProviderOutage if the body is no JSON
    JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw outage("answered with something else than JSON");
        }
    }

    byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    ProviderOutage outage(String what) {
        return new ProviderOutage(provider + " " + what, Optional.empty());
    }

    /// The answer says no.
    ProviderOutage outage(HttpResponse<?> response) {
        return new ProviderOutage(provider + " answered with status " + response.statusCode(), RetryAfter.of(response));
    }
}
