package kezek.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import kezek.testing.FakeDynamoDb;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Index NEWEST = new Index("newest", "list", "at");
    private static final Key HUB = Key.hub();

    private final Table table = new Table(new FakeDynamoDb(), "table");

    @BeforeEach
    void store() {
        IntStream.rangeClosed(1, 9)
                .forEach(n -> table.write(Write.put(Item.at(Key.ticket("t" + n))
                        .with("list", "0")
                        .with("at", "a" + n)
                        .with("stage", n % 2 == 0 ? "NEW" : "PLACED")
                        .build())));
    }

    @Test
    void index_isReadInItsOrder_pageByPage() {
        IndexQuery query = IndexQuery.of(NEWEST, "0").limit(4);
        IndexPage first = table.queryIndex(query);
        IndexPage second = table.queryIndex(query.from(first.next().orElseThrow()));
        IndexPage third = table.queryIndex(query.from(second.next().orElseThrow()));

        assertThat(positions(first)).containsExactly("a1", "a2", "a3", "a4");
        assertThat(positions(second)).containsExactly("a5", "a6", "a7", "a8");
        assertThat(positions(third)).containsExactly("a9");
        assertThat(third.next()).isEmpty();
        assertThat(third.items().getFirst().key()).isEqualTo(Key.ticket("t9"));
    }

    @Test
    void after_isBeyondThePositionInTheOrderOfTheQuery() {
        IndexQuery query = IndexQuery.of(NEWEST, "0").after("a7");

        assertThat(positions(table.queryIndex(query))).containsExactly("a8", "a9");
        assertThat(positions(table.queryIndex(query.descending()))).containsExactly("a6", "a5", "a4", "a3", "a2", "a1");
    }

    @Test
    void filter_leavesOutEntriesThatThePageHasRead() {
        IndexQuery query = IndexQuery.of(NEWEST, "0")
                .filtered(Condition.equal("stage", "NEW"))
                .limit(3);

        assertThat(positions(table.queryIndex(query))).containsExactly("a2");
        assertThat(table.countIndex(query)).as("on all pages").isEqualTo(4);
        assertThat(table.countIndex(IndexQuery.of(NEWEST, "1"))).isZero();
    }

    @Test
    void setIfMissing_keepsWhatIsThere() {
        Instant later = Instant.parse("2026-03-01T10:30:00.000Z");
        table.write(Write.update(HUB).set("n", 3).always());
        table.write(
                Write.update(HUB).setIfMissing("n", 7).setIfMissing("at", later).always());

        Item hub = table.get(HUB).orElseThrow();
        assertThat(hub.number("n")).isEqualTo(3);
        assertThat(hub.instant("at")).isEqualTo(later);
        assertThat(hub.numbers()).isEqualTo(Map.of("n", 3L));
    }

    @Test
    void setOrRemove_removesTheAttributeOfAnEmptyText() {
        table.write(Write.update(HUB).setOrRemove("address", "Astana").always());
        table.write(Write.update(HUB).setOrRemove("address", "").always());

        assertThat(table.get(HUB).orElseThrow().has("address")).isFalse();
    }

    @Test
    void lostCondition_givesBackTheItemThatBrokeIt() {
        Commit commit = table.commit(
                Write.put(Item.at(HUB).with("n", 1).build(), Condition.isNew()),
                Write.update(Key.ticket("t1")).set("stage", "NEW").when(Condition.equal("stage", "FAILED")));

        assertThat(commit).isInstanceOfSatisfying(Commit.Lost.class, lost -> {
            assertThat(lost.losses()).extracting(Commit.Loss::index).containsExactly(1);
            assertThat(lost.losses().getFirst().found().map(item -> item.string("stage")))
                    .isEqualTo(Optional.of("PLACED"));
        });
        assertThat(table.get(HUB)).isEmpty();
        assertThat(WriteOutcome.of(commit)).isEqualTo(WriteOutcome.LOST);
    }

    @Test
    void attributeThatIsMissing_isNamedWithItsItem() {
        Item hub = Item.at(HUB).with("n", 1).build();

        assertThatThrownBy(() -> hub.string("address"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ROSTER")
                .hasMessageContaining("HUB")
                .hasMessageContaining("address");
    }

    private static List<String> positions(IndexPage page) {
        return page.items().stream().map(item -> item.string("at")).toList();
    }
}
