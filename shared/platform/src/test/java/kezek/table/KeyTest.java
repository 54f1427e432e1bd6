package kezek.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kezek.domain.Slot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {

    @Test
    void slot_isSpelledByStateRowAndTicket() {
        Slot pending = Slot.pending("run.00000", 42, "e1b0");

        assertThat(Key.slot(pending)).isEqualTo(new Key("WAVE#run.00000", "P#00000042#e1b0"));
        assertThat(Key.slotSort(Slot.ready("PARKED.3", 123_456_789, "e1#b0"))).isEqualTo("R#123456789#e1#b0");
    }

    @Test
    void slot_isReadBack() {
        Slot pending = Slot.pending("run.00000", 42, "e1b0");
        Slot ready = Slot.ready("PARKED.3", 123_456_789, "e1#b0");

        assertThat(Key.slot(pending.wave(), Key.slotSort(pending))).isEqualTo(pending);
        assertThat(Key.slot(ready.wave(), Key.slotSort(ready))).isEqualTo(ready);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P#", "P#00000042", "Q#00000042#e1b0", "R#row#e1b0"})
    void keyOfSomethingElse_isNoSlot(String sort) {
        assertThatThrownBy(() -> Key.slot("run.00000", sort)).isInstanceOf(IllegalArgumentException.class);
    }
}
