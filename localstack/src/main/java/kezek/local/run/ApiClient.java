package kezek.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kezek.execution.Backoff;
import kezek.execution.ExecutionContext;

/// A client of the HTTP API. It only relies on the documented API.
final class ApiClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /// With the pauses between them, these attempts take at least half a minute in half of all cases. A
    /// new process can start in this time.
    private static final int MAX_ATTEMPTS = 12;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Pattern NEXT_LINK = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;
    private final UnaryOperator<URI> reachable;
    private final Backoff backoff;

    ApiClient(URI api) {
        this(api, UnaryOperator.identity());
    }

    /// @param reachable maps a presigned URL to an address that this machine can reach; the function that
    ///     signed it may know the bucket by another name
    ApiClient(URI api, UnaryOperator<URI> reachable) {
        this(api, reachable, ExecutionContext.real());
    }

    ApiClient(URI api, UnaryOperator<URI> reachable, ExecutionContext execution) {
        this.api = api;
        this.reachable = reachable;
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, execution);
    }

    /// The API answered with an error, or the bucket did behind a presigned URL.
    static final class RequestFailed extends RuntimeException {

        RequestFailed(String message) {
            super(message);
        }
    }

    /// Uploads the files of an import to the presigned URLs of the API.
    void upload(String importId, List<ImportFolder.Upload> files) {
        ObjectNode body = MAPPER.createObjectNode().put("import", importId);
        ArrayNode announced = body.putArray("files");
        for (ImportFolder.Upload file : files) {
            ObjectNode entry = announced.addObject().put("name", file.name());
            file.kind().ifPresent(kind -> entry.put("kind", kind.id()));
        }
        JsonNode uploads = json(send(request("/api/uploads")
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build()))
                .get("uploads");
        for (int index = 0; index < files.size(); index++) {
            put(uploads.get(index), files.get(index).file());
        }
    }

    private void put(JsonNode upload, Path file) {
        try {
            URI signed = URI.create(upload.get("url").asText());
            URI address = reachable.apply(signed);
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(address).timeout(TIMEOUT).PUT(HttpRequest.BodyPublishers.ofFile(file));
            upload.get("headers").properties().forEach(header -> {
                if (!header.getKey().equalsIgnoreCase("host")) {
                    request.header(header.getKey(), header.getValue().asText());
                }
            });
            if (!address.getAuthority().equals(signed.getAuthority())) {
                // The signature covers the host name.
                request.header("host", signed.getAuthority());
            }
            send(request.build());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    JsonNode get(String path) {
        return json(send(request(path).GET().build()));
    }

    /// Reads a list page by page.
    ///
    /// @param path including its query, but without the cursor
    void forEach(String path, Consumer<JsonNode> item) {
        Optional<String> cursor = Optional.empty();
        do {
            JsonNode page = get(path + cursor.map(value -> "&cursor=" + value).orElse(""));
            page.get("items").forEach(item);
            cursor = Optional.ofNullable(page.get("next"))
                    .filter(next -> !next.isNull())
                    .map(JsonNode::asText);
        } while (cursor.isPresent());
    }

    /// Writes the export to a file. If it fails, the file is not changed.
    void export(String importId, Path target) {
        try {
            Path partial = Files.createTempFile(target.toAbsolutePath().getParent(), ".export", ".csv");
            try (OutputStream out = Files.newOutputStream(partial)) {
                Optional<String> next = Optional.of("/api/tickets/export?import=" + importId);
                while (next.isPresent()) {
                    HttpResponse<byte[]> page = send(request(next.get()).GET().build());
                    out.write(page.body());
                    next = page.headers().firstValue("link").flatMap(ApiClient::nextLink);
                }
            }
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        }
    }

    private static Optional<String> nextLink(String header) {
        Matcher matcher = NEXT_LINK.matcher(header);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.resolve(path)).timeout(TIMEOUT);
    }

    /// Sends a request, and repeats it while the API is busy or one of its processes has just died. Every
    /// request of this client can be repeated: it reads, announces the same files, or puts the same
    /// object.
    private HttpResponse<byte[]> send(HttpRequest request) {
        for (int attempt = 1; ; attempt++) {
            backoff.before(attempt - 1);
            try {
                HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() < 300) {
                    return response;
                }
                if (attempt == MAX_ATTEMPTS || !isWorthRepeating(response.statusCode())) {
                    throw failed(request, response);
                }
            } catch (IOException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw new UncheckedIOException(
                            request.method() + " " + request.uri().getPath() + " was not answered", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RequestFailed(
                        "interrupted while waiting for " + request.uri().getPath());
            }
        }
    }

    private static boolean isWorthRepeating(int status) {
        return status >= 500 || status == TOO_MANY_REQUESTS;
    }

    private static RequestFailed failed(HttpRequest request, HttpResponse<byte[]> response) {
        return new RequestFailed(request.method() + " " + request.uri().getPath() + " answered " + response.statusCode()
                + ": " + new String(response.body(), StandardCharsets.UTF_8));
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.uri().getPath() + " did not answer JSON", e);
        }
    }

    /// Reads all pages of a list.
    List<JsonNode> list(String path) {
        List<JsonNode> items = new ArrayList<>();
        forEach(path, items::add);
        return items;
    }

    @Override
    public void close() {
        http.close();
    }
}
