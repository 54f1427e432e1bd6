package kezek.api.tickets;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Sentiment;
import kezek.http.HttpError;
import kezek.http.JsonBody;
import kezek.http.Request;
import org.jspecify.annotations.Nullable;

/// What a person says of an analysis. A field that is not named is right as it is; so a body that names
/// none says that all of it is right.
///
/// @param version the only one to be corrected, if any
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

    private static final int MAX_BODY = 64 * 1024;
    private static final Set<String> FIELDS =
            Set.of("category", "sentiment", "priority", "language", "summary", "confirm", "version");

    /// @throws ApiException 400, 413 or 415, saying which part of the body is wrong
    static CorrectionRequest of(Request request) {
        JsonNode body =
                JsonBody.of(request, MAX_BODY, "a summary has at most " + MAX_SUMMARY + " characters", EXAMPLE, FIELDS);
        refuseUnlessTrue(body.get("confirm"));
        return new CorrectionRequest(
                oneOf(body, "category", labels(Category.values(), Category::label))
                        .map(label -> Category.ofLabel(label).orElseThrow()),
                oneOf(body, "sentiment", labels(Sentiment.values(), Sentiment::label))
                        .map(label -> Sentiment.ofLabel(label).orElseThrow()),
                priority(body.get("priority")),
                oneOf(body, "language", labels(Language.values(), Language::name))
                        .map(Language::valueOf),
                summary(body.get("summary")),
                JsonBody.version(body));
    }

    private static <E> List<String> labels(E[] values, Function<E, String> label) {
        return Arrays.stream(values).map(label).toList();
    }

    private static Optional<String> oneOf(JsonNode body, String field, List<String> allowed) {
        @Nullable JsonNode node = body.get(field);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isTextual() || !allowed.contains(node.textValue())) {
            throw HttpError.badBody(JsonBody.quoted(field) + " must be one of "
                    + allowed.stream().map(JsonBody::quoted).collect(Collectors.joining(", ")));
        }
        return Optional.of(node.textValue());
    }

    private static Optional<Integer> priority(@Nullable JsonNode node) {
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1 || node.intValue() > 10) {
            throw HttpError.badBody("\"priority\" must be a whole number from 1 (can wait) to 10 (now)");
        }
        return Optional.of(node.intValue());
    }

    private static Optional<String> summary(@Nullable JsonNode node) {
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isTextual()
                || node.textValue().isBlank()
                || node.textValue().strip().length() > MAX_SUMMARY) {
            throw HttpError.badBody(
                    "\"summary\" must be a text of 1 to " + MAX_SUMMARY + " characters; leave it out to keep it");
        }
        return Optional.of(node.textValue().strip());
    }

    private static void refuseUnlessTrue(@Nullable JsonNode confirm) {
        if (confirm != null && !(confirm.isBoolean() && confirm.booleanValue())) {
            throw HttpError.badBody(
                    "\"confirm\" must be true: fields that you do not name are confirmed in any case; leave it out, or"
                            + " name the fields that are wrong");
        }
    }

    /// @param by who says it, or empty
    Analysis appliedTo(Analysis found, String by, Instant at) {
        return found.corrected(
                category.orElse(found.category()),
                sentiment.orElse(found.sentiment()),
                priority.orElse(found.priority()),
                language.orElse(found.language()),
                summary.orElse(found.summary()),
                by,
                at);
    }

    /// Without the summary: it tells what the client wrote.
    @Override
    public String toString() {
        return "CorrectionRequest[" + category + ", " + sentiment + ", " + priority + ", " + language + "]";
    }
}
