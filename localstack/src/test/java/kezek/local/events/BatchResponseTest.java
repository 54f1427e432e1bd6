package kezek.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import kezek.local.events.BatchResponse.AllFailed;
import kezek.local.events.BatchResponse.AllSucceeded;
import kezek.local.events.BatchResponse.SomeFailed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchResponseTest {

    private static final Set<String> BATCH = Set.of("a", "b", "c");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"other\": 1}",
                "{\"batchItemFailures\": null}",
                "{\"batchItemFailures\": []}"
            })
    void sayingNothing_meansThatAllSucceeded(String answer) {
        assertThat(response(answer)).isInstanceOf(AllSucceeded.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"\"}]}",
                "{\"batchItemFailures\": [{\"itemIdentifier\": null}]}",
                "{\"batchItemFailures\": [{\"id\": \"a\"}]}",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"a\"}, {\"itemIdentifier\": \"unknown\"}]}"
            })
    void sayingItWrong_meansThatAllFailed(String answer) {
        assertThat(response(answer)).isInstanceOf(AllFailed.class);
    }

    @Test
    void namedItems_failAlone() {
        assertThat(response("{\"batchItemFailures\": [{\"itemIdentifier\": \"a\"}, {\"itemIdentifier\": \"c\"}]}"))
                .isEqualTo(new SomeFailed(Set.of("a", "c")));
    }

    private static BatchResponse response(String answer) {
        return BatchResponse.of(answer.getBytes(StandardCharsets.UTF_8), BATCH);
    }
}
