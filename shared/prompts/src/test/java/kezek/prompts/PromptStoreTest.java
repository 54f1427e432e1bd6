package kezek.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kezek.failure.TransientFailure;
import kezek.prompts.PromptStore.Added;
import kezek.table.Table;
import kezek.testing.BeforeFirstPut;
import kezek.testing.FakeDynamoDb;
import kezek.testing.FakeTime;
import org.junit.jupiter.api.Test;

class PromptStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String NAME = Prompt.CLASSIFY;

    private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
    private final PromptStore prompts = new PromptStore(new Table(dynamoDb, "table"));

    @Test
    void nothingStored_theBundledOneIsActive_asVersion0() {
        Prompt active = prompts.active(NAME);

        assertThat(active.id()).isEqualTo("classify/0");
        assertThat(active.text())
                .contains("Смена данных")
                .isEqualTo(active.text().strip());
        assertThat(active).isEqualTo(BundledPrompts.of(NAME));
        assertThat(prompts.versions(NAME)).isEmpty();
        assertThat(dynamoDb.items()).isEmpty();
    }

    @Test
    void addedVersion_isKeptForEver_andActiveOnlyWhenActivated() {
        assertThat(add("Be brief.")).isEqualTo(new Added(1, true));
        assertThat(prompts.active(NAME).version()).isZero();

        assertThat(prompts.activate(NAME, 1, "u-1", NOW)).isEqualTo(PromptStore.Activation.ACTIVATED);
        assertThat(add("Be kind.")).isEqualTo(new Added(2, true));

        assertThat(prompts.active(NAME)).isEqualTo(new Prompt(NAME, 1, "Be brief."));
        assertThat(prompts.versions(NAME))
                .containsExactly(
                        new StoredPrompt(new Prompt(NAME, 1, "Be brief."), NOW, "u-7"),
                        new StoredPrompt(new Prompt(NAME, 2, "Be kind."), NOW, "u-7"));
        assertThat(prompts.activate(NAME, 0, "u-1", NOW)).isEqualTo(PromptStore.Activation.ACTIVATED);
        assertThat(prompts.active(NAME)).isEqualTo(BundledPrompts.of(NAME));
    }

    @Test
    void sameText_isTheSameVersion_whateverItsLineEndsAndTheBlanksAroundIt() {
        add("Be brief.\nBe kind.");

        assertThat(add("\n  Be brief.\r\nBe kind.\r\n ")).isEqualTo(new Added(1, false));
        assertThat(add(BundledPrompts.of(NAME).text() + "\n")).isEqualTo(new Added(0, false));
        assertThat(add("Be brief. Be kind.")).isEqualTo(new Added(2, true));
    }

    @Test
    void tenThatPostAtOnce_getTenNumbers_andTheSameTextOne() throws Exception {
        List<Future<Added>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                String own = "Text " + i;
                all.add(threads.submit(() -> add(own)));
                all.add(threads.submit(() -> add("The same")));
            }
        }

        List<Added> added = new ArrayList<>();
        for (Future<Added> each : all) {
            added.add(each.get());
        }
        assertThat(added.stream().filter(Added::isNew).map(Added::version))
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(prompts.versions(NAME))
                .extracting(stored -> stored.prompt().version())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(prompts.versions(NAME).stream()
                        .filter(stored -> stored.prompt().text().equals("The same")))
                .hasSize(1);
    }

    @Test
    void numberThatSomebodyTookMeanwhile_isNotWrittenOver() {
        PromptStore slow = new PromptStore(new Table(new BeforeFirstPut(dynamoDb, () -> add("First")), "table"));

        assertThat(slow.add(NAME, "Second", "", NOW)).isEqualTo(new Added(2, true));

        assertThat(prompts.versions(NAME))
                .extracting(stored -> stored.prompt().text())
                .containsExactly("First", "Second");
    }

    @Test
    void textThatSomebodyPostedMeanwhile_isTheirVersion() {
        PromptStore slow = new PromptStore(new Table(new BeforeFirstPut(dynamoDb, () -> add("Same")), "table"));

        assertThat(slow.add(NAME, "Same", "", NOW)).isEqualTo(new Added(1, false));
    }

    @Test
    void versionThatIsNotThere_isNotActivated() {
        add("Be brief.");

        assertThat(prompts.activate(NAME, 2, "", NOW)).isEqualTo(PromptStore.Activation.UNKNOWN_VERSION);
        assertThat(prompts.activate(NAME, -1, "", NOW)).isEqualTo(PromptStore.Activation.UNKNOWN_VERSION);
        assertThat(prompts.activeVersion(NAME)).isZero();
    }

    @Test
    void nameThatNobodyAsksFor_isRefused_withThoseThatAreKnown() {
        assertThatThrownBy(() -> prompts.active("draft"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("classify");
        assertThatThrownBy(() -> prompts.add("draft", "Text", "", NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textThatIsEmptyOrTooLong_isRefused() {
        assertThatThrownBy(() -> add(" \n ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> add("щ".repeat(Prompt.MAX_BYTES / 2 + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16384");
        assertThat(add("щ".repeat(Prompt.MAX_BYTES / 2)).version()).isEqualTo(1);
    }

    @Test
    void activePrompt_isReadOnceAMinute() {
        FakeTime clock = new FakeTime(NOW);
        ActivePrompt active = new ActivePrompt(prompts, NAME, clock);
        assertThat(active.get().version()).isZero();
        add("Be brief.");
        prompts.activate(NAME, 1, "", NOW);

        clock.moveTo(NOW.plus(Duration.ofSeconds(59)));
        assertThat(active.get().version()).isZero();
        clock.moveTo(NOW.plus(Duration.ofSeconds(60)));
        assertThat(active.get().id()).isEqualTo("classify/1");
        dynamoDb.answerStatus(500);
        assertThat(active.get().id()).as("from memory").isEqualTo("classify/1");

        clock.moveTo(NOW.plus(Duration.ofSeconds(120)));
        assertThatThrownBy(active::get).isInstanceOf(TransientFailure.class);
        dynamoDb.answerStatus(0);
        assertThat(active.get().id()).isEqualTo("classify/1");
    }

    private Added add(String text) {
        return prompts.add(NAME, text, "u-7", NOW);
    }
}
