package kezek.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Watches an import until it is finished, or waits for something that does not come by itself.
final class ImportWatch {

    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final List<String> UNDERWAY = List.of("NEW", "PLACED", "ANALYSED");

    private final ApiClient api;
    private final String importId;
    private final Duration limit;

    /// @param limit how long to watch
    ImportWatch(ApiClient api, String importId, Duration limit) {
        this.api = api;
        this.importId = importId;
        this.limit = limit;
    }

    /// The import has not ended within the limit.
    static final class ImportTimedOut extends RuntimeException {

        ImportTimedOut(Duration limit, JsonNode view) {
            super("the import has not ended in " + limit.toSeconds() + " s; it is " + line(view));
        }
    }

    /// How the import ended.
    enum End {
        FINISHED,
        FAILED,
        /// Every file is read, but the tickets wait for something that does not come by itself.
        WAITING
    }

    record Outcome(End end, JsonNode view) {}

    /// @param progress receives the import each time it is read
    /// @throws ImportTimedOut if the import has not ended within the limit
    Outcome untilEnd(Consumer<JsonNode> progress) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            JsonNode view = api.get("/api/imports/" + importId);
            progress.accept(view);
            switch (view.get("state").asText()) {
                case "failed" -> {
                    return new Outcome(End.FAILED, view);
                }
                case "finished" -> {
                    if (isCounted(view)) {
                        return new Outcome(End.FINISHED, view);
                    }
                }
                case "waiting" -> {
                    if (isWaitingForPerson(view)) {
                        return new Outcome(End.WAITING, view);
                    }
                }
                default -> {}
            }
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new ImportTimedOut(limit, view);
            }
            Thread.sleep(INTERVAL);
        }
    }

    /// Whether the totals include every ticket. They come from the stream, a moment after the tickets. A
    /// ticket that was closed by hand keeps its stage.
    private static boolean isCounted(JsonNode view) {
        JsonNode stages = view.get("stages");
        JsonNode closed = view.get("closed_stages");
        return UNDERWAY.stream()
                .noneMatch(stage ->
                        stages.path(stage).asLong() > closed.path(stage).asLong());
    }

    /// Whether the import waits for a person. The command itself uploads the missing files, and functions
    /// finish the rest.
    private static boolean isWaitingForPerson(JsonNode view) {
        for (JsonNode reason : view.get("waiting_for")) {
            if (reason.get("code").asText().equals("NO_USABLE_MANAGER")) {
                return true;
            }
        }
        return false;
    }

    /// @return whether every row of every file has an outcome, and every ticket has reached an end
    static boolean isAccountedFor(JsonNode view) {
        for (JsonNode file : view.get("files")) {
            long outcomes = file.get("accepted").asLong()
                    + file.get("unchanged").asLong()
                    + file.get("rejected").asLong();
            if (outcomes != file.get("rows").asLong()) {
                return false;
            }
        }
        return isCounted(view);
    }

    /// Describes in one line how far the import has come.
    static String line(JsonNode view) {
        List<String> parts = new ArrayList<>();
        view.get("files")
                .forEach(file -> parts.add(
                        file.get("name").asText() + " " + file.get("rows").asLong()));
        List<String> stages = new ArrayList<>();
        for (Map.Entry<String, JsonNode> stage : view.get("stages").properties()) {
            stages.add(stage.getKey().toLowerCase(Locale.ROOT) + " "
                    + stage.getValue().asLong());
        }
        return view.get("state").asText() + ": " + String.join(", ", parts)
                + (stages.isEmpty() ? "" : " | " + String.join(", ", stages));
    }
}
