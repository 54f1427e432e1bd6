package kezek.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kezek.failure.PermanentFailure;
import org.junit.jupiter.api.Test;

class WaveHintTest {

    /// Messages outlive a deployment.
    @Test
    void hintOfAnEarlierVersion_isOneThatDoesNotInsist() {
        assertThat(Json.read("{\"wave\": \"PARKED.1\"}", WaveHint.class)).isEqualTo(new WaveHint("PARKED.1", false));
        assertThat(Json.write(new WaveHint("PARKED.1"))).isEqualTo("{\"wave\":\"PARKED.1\"}");
    }

    @Test
    void hintThatInsists_saysSo() {
        WaveHint hint = new WaveHint("PARKED.1", true);

        assertThat(Json.read(Json.write(hint), WaveHint.class)).isEqualTo(hint);
    }

    @Test
    void messageThatLacksSomething_isBad() {
        assertThatThrownBy(() -> Json.read("{\"again\": true}", WaveHint.class)).isInstanceOf(PermanentFailure.class);
        assertThatThrownBy(() -> Json.read("{\"ticketId\": \"t\"}", TicketMessage.class))
                .isInstanceOf(PermanentFailure.class);
        assertThatThrownBy(() -> Json.read("{\"rev\": 1}", TicketMessage.class)).isInstanceOf(PermanentFailure.class);
        assertThatThrownBy(() -> Json.read("{\"importId\": \"i\"}", ReadOn.class))
                .isInstanceOf(PermanentFailure.class);
    }
}
