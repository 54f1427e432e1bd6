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

/// Sends requests to a provider, with a timeout that includes the whole response body.
///
/// @param provider the name of the provider, for messages
/// @param timeout of one request
record ProviderRequests(String provider, HttpClient http, Duration timeout) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_ANSWER_BYTES = 1 << 20;

    /// Sends a request. The timeout of [HttpRequest] ends with the response headers, so the timeout here
    /// also covers a body that arrives slowly.
    ///
    /// @throws ProviderOutage if no complete response arrives in time
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

    /// Parses the body. The message of the parser is omitted, because it quotes the body, which may
    /// contain the address.
    ///
    /// @throws ProviderOutage if the body is not JSON
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

    /// @return the outage for a response with an error status
    ProviderOutage outage(HttpResponse<?> response) {
        return new ProviderOutage(provider + " answered with status " + response.statusCode(), RetryAfter.of(response));
    }
}
