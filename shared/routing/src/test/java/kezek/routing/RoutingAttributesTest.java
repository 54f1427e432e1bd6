package kezek.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import kezek.domain.Address;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Origin;
import kezek.domain.Slot;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.testing.Analyses;
import org.junit.jupiter.api.Test;

class RoutingAttributesTest {

    private static final Analysis ANALYSIS = Analyses.byRules(Category.CLAIM, 5, Language.KZ);

    @Test
    void ticketThatIsNotAnalysed_hasOnlyWhatTheClientSaid() {
        RoutingAttributes attributes = RoutingAttributes.of(ticket("VIP"));

        assertThat(attributes.values()).isEqualTo(Map.of(RoutingAttribute.SEGMENT, "VIP"));
        assertThat(attributes.category()).isEmpty();
        assertThat(attributes.text(RoutingAttribute.LANGUAGE)).isEmpty();
    }

    @Test
    void analysedTicket_hasAll() {
        assertThat(RoutingAttributes.of(ticket("VIP"), ANALYSIS))
                .isEqualTo(Attributes.of("VIP", Category.CLAIM, Language.KZ));
    }

    @Test
    void blankValue_isUnknown() {
        assertThat(RoutingAttributes.of(ticket(" "), ANALYSIS).find(RoutingAttribute.SEGMENT))
                .isEmpty();
        assertThat(RoutingAttributes.of(ticket(" "), ANALYSIS))
                .isEqualTo(Attributes.of("", Category.CLAIM, Language.KZ));
    }

    @Test
    void valueThatTheAttributeCannotHave_isRefused() {
        assertThatThrownBy(() -> new RoutingAttributes(Map.of(RoutingAttribute.LANGUAGE, "DE")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("routing attribute language: \"DE\" is no language; expected one of [RU, KZ, ENG]");
    }

    /// What a correction leaves as it is for the planner is not planned again.
    @Test
    void routableTicket_isTheSameUnlessThePlannerReadsADifference() {
        Ticket ticket = ticket("VIP");
        RoutableTicket before = RoutableTicket.of(ticket, ANALYSIS);

        assertThat(RoutableTicket.of(ticket, Analyses.byRules(Category.CLAIM, 5, Language.KZ, "Иначе.")))
                .isEqualTo(before);
        assertThat(RoutableTicket.of(ticket, Analyses.byRules(Category.CLAIM, 6, Language.KZ)))
                .isNotEqualTo(before);
        assertThat(RoutableTicket.of(ticket, Analyses.byRules(Category.SPAM, 5, Language.KZ)))
                .isNotEqualTo(before);
        assertThat(before.withHub(Optional.of("hub"))).isNotEqualTo(before);
    }

    private static Ticket ticket(String segment) {
        return Ticket.arriving(
                "t1",
                new TicketContent("guid", "", "", "", "", segment, Address.ofTown("Астана")),
                new Origin("csv", "", "", 1, Instant.EPOCH),
                1,
                1,
                Instant.EPOCH,
                Slot.pending("w", 1, "t1"));
    }
}
