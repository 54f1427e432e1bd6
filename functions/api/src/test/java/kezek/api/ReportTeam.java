package kezek.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kezek.api.ApiDriver.Answer;
import kezek.domain.Assignment;
import kezek.domain.Category;
import kezek.domain.Edition;
import kezek.domain.Ids;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.domain.Workload;
import kezek.planning.PlanChunk;
import kezek.planning.PlanCommit;
import kezek.routing.ManagerUpdate;
import kezek.testing.Analyses;
import kezek.waves.ReadyTicket;
import kezek.world.World;

/// The common fixture of the report tests. In Астана, Асель has the skill VIP and 3 open tickets outside
/// Kezek, and Болат has no work. In Алматы, Вера has the skill VIP. All clients live in Астана.
final class ReportTeam {

    static final Place ASTANA = World.ASTANA;
    static final String PLANNED = "{\"chosen_manager_id\":\"the text \\\"by_hand\\\": is no field\"}";

    final ApiDriver api = new ApiDriver();

    private final World world = api.world;

    ReportTeam() {
        world.imports.create(World.IMPORT, ApiDriver.NOW);
        world.rosters.beginLoading("r1", ApiDriver.NOW);
        world.rosters.save(office("Астана", 51.1, 71.4, 1), new Edition(ApiDriver.NOW, ""));
        world.rosters.save(office("Алматы", 43.2, 76.9, 2), new Edition(ApiDriver.NOW, ""));
        world.rosters.save(manager("Асель", "Астана", Set.of("VIP", "KZ"), 3, 1), new Edition(ApiDriver.NOW, ""));
        world.rosters.save(manager("Болат", "Астана", Set.of(), 0, 2), new Edition(ApiDriver.NOW, ""));
        world.rosters.save(manager("Вера", "Алматы", Set.of("VIP"), 0, 3), new Edition(ApiDriver.NOW, ""));
        world.rosters.finishLoading("r1");
    }

    /// Rows 1, 3 and 5 are Mass tickets, 2 and 4 are VIP. Асель has 1, 2, 3 and 5. Ticket 4 is waiting,
    /// and 6 is not analysed.
    void addSixTicketsOfWhichAselHasFour(String verdict) {
        api.add(1, 6);
        for (int row = 1; row <= 5; row++) {
            analyse(row, ASTANA);
        }
        for (int row : new int[] {1, 2, 3, 5}) {
            assign(row, "Асель", verdict, false);
        }
    }

    void analyse(int row, Place place) {
        world.tickets.place(world.tickets.find(World.id(row)).orElseThrow(), place);
        world.tickets.analyse(
                world.tickets.find(World.id(row)).orElseThrow(), Analyses.byRules(Category.CLAIM, 7, Language.RU));
    }

    void assign(int row, String name, String verdict, boolean byHub) {
        assign(row, name, verdict, Set.of(), byHub);
    }

    void assign(int row, String name, String verdict, Set<String> secondTurns, boolean byHub) {
        Manager manager = world.rosters.load().managers().stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .orElseThrow();
        ReadyTicket ready = world.waves.ready(World.WAVE).stream()
                .filter(found -> found.ticket().id().equals(World.id(row)))
                .findFirst()
                .orElseThrow();
        PlanChunk chunk = new PlanChunk(world.rosters.load().rev(), Manager::rev);
        chunk.tryAddAssigned(
                ready,
                new Assignment(
                        manager.id(), manager.name(), manager.officeId(), manager.officeName(), ApiDriver.NOW, ""),
                byHub ? Optional.of(manager.officeId()) : Optional.empty(),
                verdict,
                List.of(new ManagerUpdate(manager, 1, secondTurns)),
                byHub ? Optional.of(new PlanChunk.HubChange(0, 1)) : Optional.empty());
        assertThat(world.plans.commit(chunk)).isEqualTo(new PlanCommit.Done());
    }

    private static Office office(String name, double latitude, double longitude, int row) {
        return new Office(
                Ids.office(name),
                name,
                "",
                Optional.of(new Place.Located(new Point(latitude, longitude), Precision.TOWN, "gazetteer", name)),
                row);
    }

    private static Manager manager(String name, String office, Set<String> skills, int baseline, int row) {
        return new Manager(
                new ManagerProfile(
                        Ids.manager(name, office), Ids.office(office), office, name, "Специалист", skills, row),
                Workload.initial(baseline));
    }

    Answer whatIf(String body) {
        return api.post("/api/reports/what-if", body);
    }

    Answer whatIfManager(String change) {
        return whatIf("{\"import\":\"sample\",\"managers\":[" + change + "]}");
    }
}
