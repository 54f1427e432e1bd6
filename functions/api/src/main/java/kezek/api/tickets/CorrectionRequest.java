package kezek.api.tickets;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Sentiment;
import kezek.http.HttpError;
import kezek.http.JsonBody;
import kezek.http.JsonObject;
import kezek.http.JsonValue;
import kezek.http.Request;

/// The body of a manual correction. Fields that the body omits are confirmed, so a body without fields
/// confirms the whole analysis.
///
/// @param version the only version of the ticket that may be corrected; empty for any
record CorrectionRequest(
        Optional<Category> category,
        Optional<Sentiment> sentiment,
        Optional<Integer> priority,
        Optional<Language> language,
        Optional<String> summary,
        Optional<Long> version) {

    static final String EXAMPLE = "{\"category\": \"Жалоба\", \"priority\": 7}";

    /// In characters.
    static final int MAX_SUMMARY = 2_000;

    private static final JsonBody BODY = new JsonBody(
            64 * 1024,
            "a summary has at most " + MAX_SUMMARY + " characters",
            EXAMPLE,
            Set.of("category", "sentiment", "priority", "language", "summary", "confirm", "version"));

    /// @throws HttpError 400, 413 or 415; the message says which part of the body is wrong
    static CorrectionRequest of(Request request) {
        JsonObject body = BODY.read(request);
        body.optional("confirm").ifPresent(CorrectionRequest::refuseUnlessTrue);
        return new CorrectionRequest(
                body.optional("category").map(value -> value.oneOf(List.of(Category.values()), Category::label)),
                body.optional("sentiment").map(value -> value.oneOf(List.of(Sentiment.values()), Sentiment::label)),
                body.optional("priority").map(CorrectionRequest::priority),
                body.optional("language").map(value -> value.oneOf(List.of(Language.values()), Language::name)),
                body.optional("summary").map(CorrectionRequest::summary),
                body.optional("version").map(TicketVersion::of));
    }

    private static void refuseUnlessTrue(JsonValue confirm) {
        JsonValue wanted = confirm.expecting("true: fields that you do not name are confirmed in any case; leave it"
                + " out, or name the fields that are wrong");
        if (!wanted.flag()) {
            throw wanted.refusal();
        }
    }

    private static int priority(JsonValue value) {
        return value.expecting("a whole number from 1 (can wait) to 10 (now)").integer(1, 10);
    }

    private static String summary(JsonValue value) {
        return value.expecting("a text of 1 to " + MAX_SUMMARY + " characters; leave it out to keep it")
                .text(1, MAX_SUMMARY);
    }

    /// Omits the summary, because it repeats what the client wrote.
    @Override
    public String toString() {
        return "CorrectionRequest[" + category + ", " + sentiment + ", " + priority + ", " + language + "]";
    }
}
