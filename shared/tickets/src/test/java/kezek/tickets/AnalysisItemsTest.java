package kezek.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kezek.domain.Analysis;
import kezek.domain.AnalysisSource;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Correction;
import kezek.domain.Doubt;
import kezek.domain.Language;
import kezek.domain.Provenance;
import kezek.domain.Sentiment;
import kezek.domain.Usage;
import kezek.table.Item;
import kezek.testing.Analyses;
import org.junit.jupiter.api.Test;

class AnalysisItemsTest {

    private static final Usage USAGE = new Usage(412, 96, OptionalLong.of(120), Duration.ofMillis(830), true);

    private static final Analysis BY_MODEL = new Analysis(
            Category.FRAUD,
            Sentiment.NEGATIVE,
            9,
            Language.RU,
            "uz",
            "Списали деньги. Проверить операции.",
            new Provenance(
                    AnalysisSource.MODEL, "gpt-4o-mini", "classify/3", true, List.of("списал*"), Optional.of(USAGE)),
            new Confidence(0.91, 0.5, 0.25, 1),
            Set.of(Doubt.PRIORITY_UNSURE, Doubt.PICTURE_NOT_READ),
            Optional.empty());

    @Test
    void everything_isReadBack() {
        assertThat(AnalysisItems.read(AnalysisItems.attributes(BY_MODEL))).contains(BY_MODEL);
    }

    @Test
    void correction_keepsTheOriginal() {
        Analysis corrected = new Analysis(
                Category.CLAIM,
                Sentiment.NEUTRAL,
                4,
                Language.KZ,
                "kk",
                "Тексеру.",
                BY_MODEL.provenance(),
                Confidence.CERTAIN,
                Set.of(),
                Optional.of(new Correction("lead", Instant.parse("2026-05-04T08:00:00Z"), BY_MODEL)));

        assertThat(AnalysisItems.read(AnalysisItems.attributes(corrected))).contains(corrected);
    }

    @Test
    void whatIsMissing_staysMissing() {
        Analysis byRules = Analyses.byRules(Category.SPAM, 1, Language.ENG);

        assertThat(AnalysisItems.read(AnalysisItems.attributes(byRules))).contains(byRules);
        assertThat(AnalysisItems.read(Item.fields().build())).isEmpty();
    }
}
