package kezek.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import kezek.routing.Verdict;
import org.junit.jupiter.api.Test;

class StoredVerdictTest {

    private static final String TURN = "\"turn\":{\"first_manager_id\":\"a\",\"second_manager_id\":\"b\",\"number\":2}";

    @Test
    void turnOfThePlanner_isFound_whereverItStands() {
        Verdict.Turn turn = new Verdict.Turn("a", "b", 2);

        assertThat(StoredVerdict.of("{\"chosen_manager_id\":\"b\"," + TURN + "}"))
                .isEqualTo(new StoredVerdict(false, Optional.of(turn)));
        assertThat(StoredVerdict.of("{\"by_hand\":{\"reason\":\"\"},\"planned\":{" + TURN + ",\"shortened\":true}}"))
                .isEqualTo(new StoredVerdict(true, Optional.of(turn)));
    }

    @Test
    void verdictWithoutATurn_hasNone() {
        assertThat(StoredVerdict.of("{\"problem\":\"NOBODY_ELIGIBLE\",\"hops\":[]}"))
                .isEqualTo(new StoredVerdict(false, Optional.empty()));
    }

    @Test
    void namesInsideATextOrAsAValue_areNoFields() {
        assertThat(StoredVerdict.of(
                        "{\"sentence_en\":\"\\\"by_hand\\\":{\\\"turn\\\":{\",\"x\":[\"by_hand\",\"turn\"]}"))
                .isEqualTo(new StoredVerdict(false, Optional.empty()));
    }
}
