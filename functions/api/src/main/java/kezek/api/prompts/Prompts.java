package kezek.api.prompts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.http.Cursor;
import kezek.http.HttpError;
import kezek.http.Json;
import kezek.http.JsonBody;
import kezek.http.ListView;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.prompts.BundledPrompts;
import kezek.prompts.Prompt;
import kezek.prompts.PromptStore;
import kezek.prompts.StoredPrompt;
import org.jspecify.annotations.Nullable;

/// The routes under `/api/prompts`: what models are told, as versions that never change, and which one is
/// told now.
public final class Prompts {

    static final String EXAMPLE = "{\"text\": \"You classify messages …\", \"activate\": true}";

    private static final String ACTIVATE_EXAMPLE = "{\"version\": 2}";

    /// A character may be six in JSON.
    private static final int MAX_BODY = 6 * Prompt.MAX_BYTES + 1024;

    private final PromptStore prompts;
    private final Clock clock;

    public Prompts(PromptStore prompts, Clock clock) {
        this.prompts = prompts;
        this.clock = clock;
    }

    record PromptView(String name, int activeVersion) {}

    /// @param isDefault it comes with the program; then nobody created it here
    record VersionView(
            String name,
            int version,
            boolean isDefault,
            boolean active,
            @Nullable Instant createdAt,
            @Nullable String createdBy,
            String text) {

        static VersionView of(Prompt bundled, int active) {
            return new VersionView(
                    bundled.name(), bundled.version(), true, bundled.version() == active, null, null, bundled.text());
        }

        static VersionView of(StoredPrompt stored, int active) {
            Prompt prompt = stored.prompt();
            return new VersionView(
                    prompt.name(),
                    prompt.version(),
                    false,
                    prompt.version() == active,
                    stored.createdAt(),
                    Json.orNull(stored.by()),
                    prompt.text());
        }
    }

    public Response list(Request request) {
        new Parameters(request, Set.of());
        List<PromptView> all = BundledPrompts.all().stream()
                .map(prompt -> new PromptView(prompt.name(), prompts.activeVersion(prompt.name())))
                .toList();
        return Response.json(200, ListView.of(all, all.size(), Optional.empty()));
    }

    /// All versions, the newest first.
    public Response versions(Request request) {
        Parameters parameters = new Parameters(request, Set.of("size", "cursor"));
        Prompt bundled = bundled(request);
        int size = parameters.integer("size", 1, ListView.MAX_SIZE).orElse(ListView.MAX_SIZE);
        int before = Cursor.decode(parameters, Cursor.Kind.PROMPT)
                .map(Prompts::version)
                .orElse(Integer.MAX_VALUE);
        int active = prompts.activeVersion(bundled.name());
        List<VersionView> all = Stream.concat(
                        Stream.of(VersionView.of(bundled, active)),
                        prompts.versions(bundled.name()).stream().map(stored -> VersionView.of(stored, active)))
                .sorted(Comparator.comparing(VersionView::version).reversed())
                .toList();
        return Response.json(200, page(all, before, size));
    }

    private static int version(String position) {
        try {
            return Integer.parseInt(position);
        } catch (NumberFormatException e) {
            throw Cursor.broken();
        }
    }

    /// Long texts may not fit one answer; then the page is shorter.
    private static ListView page(List<VersionView> all, int before, int size) {
        List<RawValue> items = new ArrayList<>();
        int bytes = 0;
        for (VersionView view : all) {
            if (view.version() >= before) {
                continue;
            }
            String json = Json.write(view);
            bytes += Response.sizeInAnswer(json) + 1;
            if (items.size() == size || bytes > Response.MAX_BODY) {
                String last = Integer.toString(view.version() + 1);
                return ListView.of(items, all.size(), Optional.of(Cursor.encode(Cursor.Kind.PROMPT, last)));
            }
            items.add(Json.raw(json));
        }
        return ListView.of(items, all.size(), Optional.empty());
    }

    /// 201 with the new version, or 200 with the one that has this text already.
    public Response create(Request request) {
        new Parameters(request, Set.of());
        Prompt bundled = bundled(request);
        JsonNode body = JsonBody.of(
                request,
                MAX_BODY,
                "a prompt is at most " + Prompt.MAX_BYTES + " bytes",
                EXAMPLE,
                Set.of("text", "activate"));
        String text = text(body.get("text"));
        boolean isToBeActive = isTrue(body.get("activate"));
        PromptStore.Added added = prompts.add(bundled.name(), text, request.caller(), clock.instant());
        if (isToBeActive) {
            activate(bundled.name(), added.version(), request);
        }
        return Response.json(added.isNew() ? 201 : 200, view(bundled, added.version()));
    }

    private static String text(@Nullable JsonNode node) {
        String text = node == null || !node.isTextual() ? "" : Prompt.normalised(node.textValue());
        if (text.isEmpty()) {
            throw HttpError.badBody(
                    "\"text\" must be what the model is told, not blank; expected a body such as " + EXAMPLE);
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Prompt.MAX_BYTES) {
            throw HttpError.tooLarge("\"text\" has " + bytes + " bytes in UTF-8, and a prompt at most "
                    + Prompt.MAX_BYTES + ": it is sent with every ticket; shorten it");
        }
        return text;
    }

    private static boolean isTrue(@Nullable JsonNode node) {
        if (node != null && !node.isBoolean()) {
            throw HttpError.badBody("\"activate\" must be true or false");
        }
        return node != null && node.booleanValue();
    }

    public Response activate(Request request) {
        new Parameters(request, Set.of());
        Prompt bundled = bundled(request);
        JsonNode body = JsonBody.of(request, MAX_BODY, "it is one number", ACTIVATE_EXAMPLE, Set.of("version"));
        @Nullable JsonNode version = body.get("version");
        if (version == null || !version.isIntegralNumber() || !version.canConvertToInt() || version.intValue() < 0) {
            throw HttpError.badBody("\"version\" must be the number of a version, or 0 to go back to the default;"
                    + " expected a body such as " + ACTIVATE_EXAMPLE);
        }
        activate(bundled.name(), version.intValue(), request);
        return Response.json(200, view(bundled, version.intValue()));
    }

    private void activate(String name, int version, Request request) {
        if (!prompts.activate(name, version, request.caller(), clock.instant())) {
            throw HttpError.notFound("the prompt " + name + " has no version " + version + "; GET /api/prompts/" + name
                    + " lists them, and 0 is the default");
        }
    }

    private VersionView view(Prompt bundled, int version) {
        int active = prompts.activeVersion(bundled.name());
        return prompts.stored(bundled.name(), version)
                .map(stored -> VersionView.of(stored, active))
                .orElseGet(() -> VersionView.of(bundled, active));
    }

    private static Prompt bundled(Request request) {
        return BundledPrompts.find(request.pathParameter("name"))
                .orElseThrow(() -> HttpError.notFound("there is no prompt of this name; known are "
                        + BundledPrompts.all().stream().map(Prompt::name).collect(Collectors.joining(", "))));
    }
}
