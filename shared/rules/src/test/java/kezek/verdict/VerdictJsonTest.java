package kezek.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import kezek.domain.Analysis;
import kezek.domain.Assignment;
import kezek.domain.Category;
import kezek.domain.Ids;
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
import kezek.rules.RulesFile;
import kezek.testing.Analyses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictJsonTest {

    /// The limit of a ticket's `verdict` attribute (docs/design.md, "Data").
    private static final int MAX_BYTES = 8 * 1024;

    private static final Analysis ANALYSIS = Analyses.byRules(Category.CONSULTATION, 5, Language.RU);

    private final Random random = new Random(20260101);

    /// The worst case: many hops with full offices, incompressible names, and all filters at once.
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 15, 25, 200})
    void verdictOfThousandManagers_fitsItsAttribute(int officeCount) throws IOException {
        List<Office> offices = new ArrayList<>();
        for (int row = 0; row < officeCount; row++) {
            offices.add(office(word(12), row));
        }
        List<Manager> managers = new ArrayList<>();
        for (int row = 0; row < 1_000; row++) {
            boolean isInLastOffice = row % officeCount == officeCount - 1;
            String name = word(10) + " " + word(8) + " " + word(12);
            managers.add(manager(offices.get(row % officeCount), name, row, isInLastOffice));
        }

        String json = verdict(offices, managers);

        assertThat(json).contains("\"chosen_manager_id\"").contains("\"manager_count\"");
        assertThat(zippedSize(json)).isLessThanOrEqualTo(MAX_BYTES);

        String byHand = VerdictJson.write(choice(word(500)), Optional.of(json));
        assertThat(byHand).contains("\"by_hand\"").contains("\"planned\"");
        assertThat(zippedSize(byHand)).isLessThanOrEqualTo(MAX_BYTES);
    }

    /// Names have 200 characters, the limit for imported files.
    @Test
    void verdictOfLongNames_isToldWithoutTheManagersByName() throws IOException {
        List<Office> offices = List.of(office(word(200), 0), office(word(200), 1), office(word(200), 2));
        List<Manager> managers = new ArrayList<>();
        for (int row = 0; row < 90; row++) {
            managers.add(manager(offices.get(row % 3), word(200), row, row % 3 == 2));
        }

        String json = verdict(offices, managers);

        assertThat(zippedSize(json)).isLessThanOrEqualTo(MAX_BYTES);
        assertThat(json)
                .contains("\"shortened\":true", "\"chosen_manager_id\"", "\"eligible_count\":30", "\"ruled_out\"")
                .doesNotContain("\"managers\"");
    }

    @Test
    void whatWouldWeighTooMuch_isToldWithoutItsHops() throws IOException {
        String heavy = "{\"sentence_ru\":\"Ближайший офис.\",\"hops\":[\"" + word(20_000) + "\"]}";

        String byHand = VerdictJson.write(choice("знает клиента"), Optional.of(heavy));

        assertThat(zippedSize(byHand)).isLessThan(MAX_BYTES);
        assertThat(byHand)
                .contains("\"shortened\":true")
                .contains("Ближайший офис.")
                .doesNotContain("hops");
    }

    @Test
    void secondChoiceByHand_keepsWhatThePlannerHadSaid() {
        String first = VerdictJson.write(choice("одно"), Optional.of("{\"sentence_en\":\"The nearest.\"}"));

        String second = VerdictJson.write(choice("другое"), Optional.of(first));
        String withoutPlan = VerdictJson.write(choice("третье"), Optional.empty());

        assertThat(second)
                .contains("\"planned\":{\"sentence_en\":\"The nearest.\"}")
                .doesNotContain("одно");
        assertThat(VerdictJson.write(choice("ещё"), Optional.of(withoutPlan))).doesNotContain("planned");
    }

    @Test
    void choiceAgainstTheRules_saysWhoWhichRulesAndWhy_inBothLanguages() {
        String json = VerdictJson.write(choice("знает клиента"), Optional.empty());

        assertThat(json)
                .contains("\"sentence_ru\":\"Назначено вручную: Асель, Астана (5 в работе); до этого: Берик, Алматы;"
                        + " вопреки правилам: требуется навык VIP; причина: «знает клиента».\"")
                .contains("\"sentence_en\":\"Given by hand to Асель, Астана (5 open); before: Берик, Алматы;"
                        + " against the rules: needed is skill VIP; reason: “знает клиента”.\"")
                .contains("\"by\":\"operations\"")
                .contains("\"previous_manager_id\":\"m2\"")
                .contains("\"load\":5")
                .contains("\"broken_requirements\":[\"VIP_SKILL\"]")
                .contains("\"override\":true");
    }

    private static ManualChoice choice(String reason) {
        Manager manager = new Manager(
                new ManagerProfile("m1", "o1", "Астана", "Асель", "", Set.of(), 1), new Workload(3, 2, Set.of(), 0));
        List<BrokenRule> broken =
                RulesFile.standard().brokenBy(manager, Attributes.of("VIP", ANALYSIS.category(), ANALYSIS.language()));
        Assignment previous = new Assignment("m2", "Берик", "o2", "Алматы", Instant.EPOCH, "");
        return new ManualChoice(Instant.EPOCH, "operations", manager, Optional.of(previous), broken, reason);
    }

    /// @return the verdict of a ticket that needs two skills and a position
    private static String verdict(List<Office> offices, List<Manager> managers) {
        RoutableTicket ticket = new RoutableTicket(
                "t",
                5,
                Instant.EPOCH,
                1,
                Attributes.of("VIP", Category.DATA_CHANGE, Language.KZ),
                "",
                Optional.of(new Point(45, 70)),
                Optional.empty());
        return VerdictJson.write(new Planner(RulesFile.standard())
                .plan(List.of(ticket), new RoutingRoster(offices, managers, 0))
                .getFirst()
                .verdict());
    }

    private static Office office(String name, int row) {
        Point point = new Point(45 + row * 0.02, 70);
        return new Office(
                Ids.office(name), name, "", Optional.of(new Place.Located(point, Precision.TOWN, "test", name)), row);
    }

    private Manager manager(Office office, String name, int row, boolean qualifies) {
        Set<String> skills = qualifies ? Set.of("VIP", "KZ") : random.nextBoolean() ? Set.of("VIP") : Set.of();
        return new Manager(
                new ManagerProfile(
                        Ids.manager(name, office.name()),
                        office.id(),
                        office.name(),
                        name,
                        "Главный специалист",
                        skills,
                        row),
                Workload.initial(random.nextInt(1_000)));
    }

    private String word(int letters) {
        return random.ints(letters, 'а', 'я' + 1).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static int zippedSize(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }
}
