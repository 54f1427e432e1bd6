package kezek.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Stored ids must stay what they are: these were made by the first version.
class IdsTest {

    @Test
    void ids_areThoseOfTheFirstVersion() {
        assertThat(Ids.ticket("guid")).isEqualTo("ea98e48a-f58b-3e2a-8c08-b977fbd575e2");
        assertThat(Ids.ticket("guid-1")).isEqualTo("90c1981b-3577-3464-bc13-821656ea4c06");
    }

    @Test
    void caseAndRunsOfWhiteSpace_makeNoOtherId() {
        assertThat(Ids.office(" Главный\u00a0\n ОФИС")).isEqualTo(Ids.office("главный офис"));
        assertThat(Ids.manager("Иванов", "Главный  офис")).isEqualTo(Ids.manager("иванов ", "главный офис"));
        assertThat(Ids.manager("Иванов", "Актау")).isNotEqualTo(Ids.manager("Иванов", "Алматы"));
    }
}
