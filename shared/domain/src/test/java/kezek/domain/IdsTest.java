package kezek.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTest {

    /// Stored tickets have these ids. With another formula, a repeated import would create every ticket
    /// again.
    @Test
    void ids_areTheUuidsThatTheTableHolds() {
        assertThat(Ids.ticket("guid-1")).isEqualTo("90c1981b-3577-3464-bc13-821656ea4c06");
        assertThat(Ids.office("Астана")).isEqualTo("51a03f6e-0f23-3e3a-b9b6-f23019ed0764");
        assertThat(Ids.manager("Асель Иванова", "Астана")).isEqualTo("0aa71d0f-ab23-3760-9441-00262e53d705");
    }

    @Test
    void ticketOfAFile_isKnownByTheGuid_whateverItsCaseAndSpaces() {
        assertThat(Ids.ticket("csv", "guid 1")).isEqualTo(Ids.ticket("guid 1")).isEqualTo(Ids.ticket(" GUID \u00a01 "));
    }

    @Test
    void externalIdOfAnotherChannel_isTakenExactly() {
        assertThat(Ids.ticket("api", "Order-1"))
                .isNotEqualTo(Ids.ticket("api", "order-1"))
                .isNotEqualTo(Ids.ticket("api", " Order-1"))
                .isEqualTo(Ids.ticket("api", "Order-1"));
    }

    @Test
    void sameExternalIdOfTwoChannels_isTwoTickets() {
        assertThat(Ids.ticket("api", "guid-1"))
                .isNotEqualTo(Ids.ticket("guid-1"))
                .isNotEqualTo(Ids.ticket("flow", "guid-1"));
    }

    @Test
    void manager_isKnownByNameAndOffice() {
        assertThat(Ids.manager("Асель", "Астана"))
                .isEqualTo(Ids.manager("асель", " АСТАНА "))
                .isNotEqualTo(Ids.manager("Асель", "Алматы"));
    }

    @Test
    void office_isKnownByItsName_whateverItsCaseAndSpaces() {
        assertThat(Ids.office(" Главный\u00a0\n ОФИС")).isEqualTo(Ids.office("главный офис"));
    }
}
