package kezek.benchmark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
import kezek.routing.RoutableTicket;

/// Rosters and tickets of any size, always the same for the same size. Places lie anywhere in a box
/// around Kazakhstan; every twentieth ticket has none. The mix of skills, segments and languages is that
/// of a bank: a third of the managers speaks Kazakh or English, a quarter serves VIP.
public final class Sizes {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> SEGMENTS = List.of("Mass", "Mass", "Mass", "VIP", "Priority");
    private static final List<Language> LANGUAGES =
            List.of(Language.RU, Language.RU, Language.RU, Language.KZ, Language.ENG);

    private Sizes() {}

    public static List<Office> offices(int count) {
        Random random = new Random(count);
        List<Office> offices = new ArrayList<>();
        for (int row = 1; row <= count; row++) {
            String name = row == 1 ? "Астана" : row == 2 ? "Алматы" : "Офис " + row;
            offices.add(new Office(
                    Ids.office(name),
                    name,
                    "",
                    Optional.of(new Place.Located(point(random), Precision.TOWN, "benchmark", name)),
                    row));
        }
        return offices;
    }

    public static List<Manager> managers(int count, List<Office> offices) {
        Random random = new Random(count);
        List<Manager> managers = new ArrayList<>();
        for (int row = 1; row <= count; row++) {
            Office office = offices.get(row % offices.size());
            String name = "Менеджер " + row;
            managers.add(new Manager(
                    new ManagerProfile(
                            Ids.manager(name, office.name()),
                            office.id(),
                            office.name(),
                            name,
                            row % 3 == 0 ? "Главный специалист" : "Специалист",
                            skills(random),
                            row),
                    new Workload(random.nextInt(10), 0, Set.of(), 1)));
        }
        return managers;
    }

    private static Set<String> skills(Random random) {
        List<String> skills = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            skills.add("VIP");
        }
        if (random.nextInt(3) == 0) {
            skills.add("KZ");
        }
        if (random.nextInt(3) == 0) {
            skills.add("ENG");
        }
        return Set.copyOf(skills);
    }

    /// @param name makes the ids different from those of another name
    public static List<RoutableTicket> tickets(String name, int count) {
        Random random = new Random(count);
        List<RoutableTicket> tickets = new ArrayList<>();
        for (int row = 1; row <= count; row++) {
            tickets.add(new RoutableTicket(
                    Ids.ticket(name + " " + row),
                    1 + random.nextInt(10),
                    TIME,
                    row,
                    Attributes.of(
                            any(SEGMENTS, random), any(List.of(Category.values()), random), any(LANGUAGES, random)),
                    "Казахстан",
                    row % 20 == 0 ? Optional.empty() : Optional.of(point(random)),
                    Optional.empty()));
        }
        return tickets;
    }

    private static Point point(Random random) {
        return new Point(41 + random.nextDouble() * 14, 47 + random.nextDouble() * 40);
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
