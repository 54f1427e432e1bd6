package kezek.api.prompts;

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
import kezek.http.AnswerBudget;
import kezek.http.Cursor;
import kezek.http.HttpError;
import kezek.http.Json;
import kezek.http.JsonBody;
import kezek.http.JsonObject;
import kezek.http.JsonValue;
import kezek.http.ListView;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.prompts.BundledPrompts;
import kezek.prompts.Prompt;
import kezek.prompts.PromptStore;
import kezek.prompts.StoredPrompt;
import org.jspecify.annotations.Nullable;

/// The routes under `/api/prompts`: the texts that instruct the model, as versions that never change, and
/// which version is active.
public final class PromptRoutes {

    static final String EXAMPLE = "{\"text\": \"You classify messages …\", \"activate\": true}";

    private static final String ACTIVATE_EXAMPLE = "{\"version\": 2}";

    /// In bytes. JSON may need six characters to escape one.
    private static final int MAX_BODY = 6 * Prompt.MAX_BYTES + 1024;

    private static final JsonBody NEW_VERSION = new JsonBody(
            MAX_BODY, "a prompt is at most " + Prompt.MAX_BYTES + " bytes", EXAMPLE, Set.of("text", "activate"));
    private static final JsonBody ACTIVATION =
            new JsonBody(MAX_BODY, "it is one number", ACTIVATE_EXAMPLE, Set.of("version"));

    private final PromptStore prompts;
    private final Clock clock;

    public PromptRoutes(PromptStore prompts, Clock clock) {
        this.prompts = prompts;
        this.clock = clock;
    }

    record PromptView(String name, int activeVersion) {}

    /// @param isDefault whether it comes with the program; then `createdAt` and `createdBy` are null
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

    /// All versions, newest first.
    public Response versions(Request request) {
        Parameters parameters = new Parameters(request, Set.of("size", "cursor"));
        Prompt bundled = bundled(request);
        int size = parameters.integer("size", 1, ListView.MAX_SIZE).orElse(ListView.MAX_SIZE);
        int before = Cursor.decode(parameters, Cursor.Kind.PROMPT)
                .map(PromptRoutes::version)
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

    /// Returns a page of versions. The page is shorter if long texts do not fit in one response.
    private static ListView page(List<VersionView> all, int before, int size) {
        List<RawValue> items = new ArrayList<>();
        AnswerBudget budget = new AnswerBudget();
        for (VersionView view : all) {
            if (view.version() >= before) {
                continue;
            }
            String json = Json.write(view);
            if (items.size() == size || !budget.trySpend(json + ",")) {
                String last = Integer.toString(view.version() + 1);
                return ListView.of(items, all.size(), Optional.of(Cursor.encode(Cursor.Kind.PROMPT, last)));
            }
            items.add(Json.raw(json));
        }
        return ListView.of(items, all.size(), Optional.empty());
    }

    /// Answers 201 with the new version, or 200 with the version that already has this text.
    public Response create(Request request) {
        new Parameters(request, Set.of());
        Prompt bundled = bundled(request);
        JsonObject body = NEW_VERSION.read(request);
        String text =
                text(body.required("text", "what the model is told, not blank; expected a body such as " + EXAMPLE));
        boolean isToBeActive = body.optional("activate").map(JsonValue::flag).orElse(false);
        PromptStore.Added added = prompts.add(bundled.name(), text, request.caller(), clock.instant());
        if (isToBeActive) {
            activate(bundled.name(), added.version(), request);
        }
        return Response.json(added.isNew() ? 201 : 200, view(bundled, added.version()));
    }

    private static String text(JsonValue value) {
        String text = Prompt.normalised(value.text());
        if (text.isEmpty()) {
            throw value.refusal();
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Prompt.MAX_BYTES) {
            throw HttpError.tooLarge("\"text\" has " + bytes + " bytes in UTF-8, and a prompt at most "
                    + Prompt.MAX_BYTES + ": it is sent with every ticket; shorten it");
        }
        return text;
    }

    public Response activate(Request request) {
        new Parameters(request, Set.of());
        Prompt bundled = bundled(request);
        int version = ACTIVATION
                .read(request)
                .required(
                        "version",
                        "the number of a version, or 0 to go back to the default; expected a body such as "
                                + ACTIVATE_EXAMPLE)
                .integer(0, Integer.MAX_VALUE);
        activate(bundled.name(), version, request);
        return Response.json(200, view(bundled, version));
    }

    private void activate(String name, int version, Request request) {
        if (prompts.activate(name, version, request.caller(), clock.instant())
                == PromptStore.Activation.UNKNOWN_VERSION) {
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
