package kezek.analysis;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Language;
import kezek.domain.Sentiment;
import kezek.execution.ExecutionContext;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.Write;

/// Stores answers of the model in the table for [#KEPT].
///
/// Thread-safe.
public final class AnswerStore implements AnswerCache {

    /// Mass mailings and common questions repeat within days. After a month, the same name may mean
    /// another model.
    static final Duration KEPT = Duration.ofDays(30);

    private final Table table;
    private final ExecutionContext execution;

    public AnswerStore(Table table, ExecutionContext execution) {
        this.table = table;
        this.execution = execution;
    }

    /// Skips expired items, because the table deletes them only some time later, and items that this
    /// version cannot read. The model is asked again then.
    @Override
    public Optional<ModelAnswer> find(String key) {
        return table.get(Key.answer(key))
                .filter(item ->
                        item.number("expiresAt") > execution.clock().instant().getEpochSecond())
                .flatMap(AnswerStore::read);
    }

    private static Optional<ModelAnswer> read(Item item) {
        try {
            return Optional.of(new ModelAnswer(
                    Category.ofLabel(item.string("category")).orElseThrow(),
                    Sentiment.ofLabel(item.string("sentiment")).orElseThrow(),
                    item.integer("priority"),
                    Language.valueOf(item.string("language")),
                    item.string("summary"),
                    item.map("probabilities").map(AnswerStore::probabilities)));
        } catch (IllegalArgumentException | IllegalStateException | NoSuchElementException e) {
            // Written by a version with other values or attributes.
            return Optional.empty();
        }
    }

    private static Confidence probabilities(Item item) {
        return new Confidence(
                item.decimal("category"),
                item.decimal("sentiment"),
                item.decimal("priority"),
                item.decimal("language"));
    }

    @Override
    public void keep(String key, ModelAnswer answer) {
        Item.Builder item = Item.at(Key.answer(key))
                .with("category", answer.category().label())
                .with("sentiment", answer.sentiment().label())
                .with("priority", answer.priority())
                .with("language", answer.language().name())
                .with("summary", answer.summary())
                .with("expiresAt", execution.clock().instant().plus(KEPT).getEpochSecond());
        answer.probabilities().ifPresent(given -> item.with("probabilities", item(given)));
        table.write(Write.put(item.build()));
    }

    private static Item item(Confidence probabilities) {
        return Item.fields()
                .with("category", probabilities.category())
                .with("sentiment", probabilities.sentiment())
                .with("priority", probabilities.priority())
                .with("language", probabilities.language())
                .build();
    }
}
