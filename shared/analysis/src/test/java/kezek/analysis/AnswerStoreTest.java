package kezek.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
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
import kezek.testing.FakeDynamoDb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AnswerStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final ModelAnswer ANSWER =
            new ModelAnswer(Category.CLAIM, Sentiment.NEGATIVE, 7, Language.KZ, "[PHONE_1]", Optional.empty());

    private final FakeDynamoDb dynamoDb = new FakeDynamoDb();

    @Test
    void whatWasKept_isFound_andNothingElse() {
        at(NOW).keep("a1", ANSWER);

        assertThat(at(NOW).find("a1")).contains(ANSWER);
        assertThat(at(NOW).find("a2")).isEmpty();
    }

    @Test
    void probabilities_areKept() {
        ModelAnswer sure = new ModelAnswer(
                ANSWER.category(),
                ANSWER.sentiment(),
                ANSWER.priority(),
                ANSWER.language(),
                ANSWER.summary(),
                Optional.of(new Confidence(0.25, 0.5, 1, 1e-9)));
        at(NOW).keep("a1", sure);

        assertThat(at(NOW).find("a1")).contains(sure);
    }

    @Test
    void answerOfLastMonth_isPassedOver_alsoWhereTheTableHasNotDeletedItYet() {
        at(NOW).keep("a1", ANSWER);

        assertThat(at(NOW.plus(AnswerStore.KEPT).minusSeconds(1)).find("a1")).contains(ANSWER);
        assertThat(at(NOW.plus(AnswerStore.KEPT)).find("a1")).isEmpty();
        assertThat(AnswerStore.KEPT).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void laterAnswer_takesTheEarlierOnesPlace() {
        at(NOW).keep("a1", ANSWER);
        ModelAnswer other =
                new ModelAnswer(Category.SPAM, Sentiment.NEUTRAL, 1, Language.RU, "Реклама.", Optional.empty());
        at(NOW.plus(AnswerStore.KEPT)).keep("a1", other);

        assertThat(at(NOW.plus(AnswerStore.KEPT)).find("a1")).contains(other);
    }

    @ParameterizedTest
    @CsvSource({"language, UZ", "category, Возврат", "sentiment, Злой", "summary, "})
    void answerOfAnotherVersion_isNone_andDoesNotFailTheTicket(String attribute, String value) {
        Table table = new Table(dynamoDb, "table");
        Item item = Item.at(Key.answer("a1"))
                .with("category", ANSWER.category().label())
                .with("sentiment", ANSWER.sentiment().label())
                .with("priority", ANSWER.priority())
                .with("language", ANSWER.language().name())
                .with("summary", ANSWER.summary())
                .with("expiresAt", NOW.plusSeconds(60).getEpochSecond())
                .build();
        table.write(Write.put(item));
        assertThat(at(NOW).find("a1")).contains(ANSWER);

        Map<String, AttributeValue> changed = new HashMap<>(item.attributes());
        changed.put(attribute, AttributeValue.fromS(value == null ? " " : value));
        table.write(Write.put(new Item(changed)));
        assertThat(at(NOW).find("a1")).isEmpty();
    }

    private AnswerStore at(Instant now) {
        return new AnswerStore(
                new Table(dynamoDb, "table"), ExecutionContext.real().withClock(Clock.fixed(now, ZoneOffset.UTC)));
    }
}
