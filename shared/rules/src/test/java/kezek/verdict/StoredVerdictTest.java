package kezek.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.domain.Workload;
import kezek.routing.Attributes;
import kezek.routing.BrokenRule;
import kezek.routing.ManualChoice;
import kezek.routing.Planner;
import kezek.routing.RoutableTicket;
import kezek.routing.RoutingRoster;
import kezek.routing.Verdict;
import kezek.rules.RulesFile;
import org.junit.jupiter.api.Test;

class StoredVerdictTest {

    private static final String TURN = "\"turn\":{\"first_manager_id\":\"a\",\"second_manager_id\":\"b\",\"number\":2}";

    @Test
    void turnOfThePlanner_isFound_whereverItStands() {
        Verdict.Turn turn = new Verdict.Turn("a", "b", 2);

        assertThat(StoredVerdict.of("{\"chosen_manager_id\":\"b\"," + TURN + "}"))
                .isEqualTo(new StoredVerdict(false, Set.of(), Optional.of(turn), Optional.empty()));
        assertThat(StoredVerdict.of("{\"by_hand\":{\"reason\":\"\"},\"planned\":{" + TURN + ",\"shortened\":true}}"))
                .isEqualTo(new StoredVerdict(true, Set.of(), Optional.of(turn), Optional.empty()));
    }

    @Test
    void turnOfAVerdictAsItIsWritten_isThatOfTheVerdict() {
        Office office = new Office("o1", "Астана", "", Optional.empty(), 1);
        RoutableTicket ticket = new RoutableTicket(
                "t1",
                5,
                Instant.EPOCH,
                1,
                Attributes.of("Mass", Category.CLAIM, Language.RU),
                "",
                Optional.empty(),
                Optional.empty());
        RoutingRoster roster = new RoutingRoster(List.of(office), List.of(manager("a", 1), manager("b", 2)), 0);
        Verdict verdict = new Planner(RulesFile.standard())
                .plan(List.of(ticket), roster)
                .getFirst()
                .verdict();

        assertThat(verdict.turn()).isPresent();
        assertThat(StoredVerdict.of(VerdictJson.write(verdict)))
                .isEqualTo(new StoredVerdict(false, Set.of(), verdict.turn(), Optional.empty()));
    }

    @Test
    void officeMarginOfAVerdictAsItIsWritten_isThatOfTheVerdict_alsoBelowAChoiceByHand() {
        Verdict verdict = verdictOf(List.of(office("Астана", 51.2, 71.4), office("Караганда", 49.8, 73.1)));
        String json = VerdictJson.write(verdict);

        assertThat(verdict.office().marginKm())
                .hasValueSatisfying(km -> assertThat(km).isBetween(100.0, 250.0));
        assertThat(json)
                .contains(
                        "],\"office_margin_km\":" + verdict.office().marginKm().get() + "}");
        assertThat(StoredVerdict.of(json).officeMarginKm())
                .isEqualTo(verdict.office().marginKm());
        assertThat(StoredVerdict.of("{\"by_hand\":{},\"planned\":" + json + "}").officeMarginKm())
                .isEqualTo(verdict.office().marginKm());
    }

    @Test
    void officeMargin_isAbsentWhenNoSecondOfficeHasAPlace() {
        Office unplaced = new Office("o2", "Где-то", "", Optional.empty(), 2);
        Verdict verdict = verdictOf(List.of(office("Астана", 51.2, 71.4), unplaced));

        assertThat(verdict.office().rule()).isEqualTo(Verdict.OfficeRule.NEAREST);
        assertThat(verdict.office().marginKm()).isEmpty();
        assertThat(VerdictJson.write(verdict)).doesNotContain("office_margin_km");
    }

    private static Verdict verdictOf(List<Office> offices) {
        RoutableTicket ticket = new RoutableTicket(
                "t1",
                5,
                Instant.EPOCH,
                1,
                Attributes.of("Mass", Category.CLAIM, Language.RU),
                "",
                Optional.of(new Point(51.0, 71.5)),
                Optional.empty());
        return new Planner(RulesFile.standard())
                .plan(List.of(ticket), new RoutingRoster(offices, List.of(), 0))
                .getFirst()
                .verdict();
    }

    private static Office office(String name, double latitude, double longitude) {
        Place.Located place = new Place.Located(new Point(latitude, longitude), Precision.TOWN, "gazetteer", name);
        return new Office(name, name, "", Optional.of(place), 1);
    }

    private static Manager manager(String id, int row) {
        return new Manager(new ManagerProfile(id, "o1", "Астана", id, "", Set.of(), row), Workload.initial(0));
    }

    @Test
    void overriddenRules_areThoseOfTheChoiceByHandAsItIsWritten() {
        ManualChoice choice = new ManualChoice(
                Instant.EPOCH,
                "u-1",
                manager("a", 1),
                Optional.empty(),
                List.of(
                        new BrokenRule("VIP_SKILL", "требуется VIP", "needed is VIP"),
                        new BrokenRule("CHIEF", "требуется начальник", "needed is a chief")),
                "знает \"broken_requirements\":[\"KZ_SKILL\"]");

        StoredVerdict verdict = StoredVerdict.of(VerdictJson.write(choice, Optional.of("{" + TURN + "}")));

        assertThat(verdict.overriddenRules()).containsExactlyInAnyOrder("VIP_SKILL", "CHIEF");
        assertThat(verdict.isByHand()).isTrue();
        assertThat(verdict.turn()).isPresent();
    }

    @Test
    void choiceByHandWithinTheRules_overridesNone() {
        ManualChoice choice = new ManualChoice(Instant.EPOCH, "", manager("a", 1), Optional.empty(), List.of(), "");

        assertThat(StoredVerdict.of(VerdictJson.write(choice, Optional.empty())).overriddenRules())
                .isEmpty();
    }

    @Test
    void verdictWithoutATurn_hasNone() {
        assertThat(StoredVerdict.of("{\"problem\":\"NOBODY_ELIGIBLE\",\"hops\":[]}"))
                .isEqualTo(new StoredVerdict(false, Set.of(), Optional.empty(), Optional.empty()));
    }

    @Test
    void namesInsideATextOrAsAValue_areNoFields() {
        assertThat(StoredVerdict.of(
                        "{\"sentence_en\":\"\\\"by_hand\\\":{\\\"turn\\\":{\",\"x\":[\"by_hand\",\"turn\"]}"))
                .isEqualTo(new StoredVerdict(false, Set.of(), Optional.empty(), Optional.empty()));
    }
}
