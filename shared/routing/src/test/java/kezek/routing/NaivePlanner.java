package kezek.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.Office;
import kezek.domain.Point;
import net.sf.geographiclib.Geodesic;

/// The seven rules of distribution once more, written down as slowly and plainly as they are told: no
/// cache, no index, none of the planner's own classes. What the planner decides is compared with this, and
/// so is what the simulator sees committed.
public final class NaivePlanner {

    /// What was decided for one ticket, in the words of the rules.
    ///
    /// @param managerId empty when nobody got it
    /// @param asked names of the offices in the order in which they were asked
    /// @param seen load of each manager of the last office asked, before the decision
    public record Outcome(
            String ticketId,
            Optional<String> managerId,
            List<String> asked,
            boolean tookHubTurn,
            Optional<String> hubOfficeId,
            Map<String, Integer> seen) {}

    private final List<Office> offices;
    private final List<Manager> managers;
    private final Map<String, Integer> load = new HashMap<>();
    private final Map<String, Set<String>> secondTurns = new HashMap<>();
    private final RoutingRules.Fallback fallback;
    private long hubDecisions;

    public NaivePlanner(
            List<Office> offices, List<Manager> managers, long hubDecisions, RoutingRules.Fallback fallback) {
        this.fallback = fallback;
        this.offices = offices;
        this.managers = managers;
        this.hubDecisions = hubDecisions;
        managers.forEach(manager -> load.put(manager.id(), manager.baseline() + manager.assigned()));
        managers.forEach(manager -> secondTurns.put(manager.id(), new HashSet<>(manager.secondTurns())));
    }

    public List<Outcome> plan(List<RoutableTicket> tickets) {
        List<RoutableTicket> inOrder = new ArrayList<>(tickets);
        inOrder.sort(Comparator.comparing((RoutableTicket ticket) -> -ticket.priority())
                .thenComparing(RoutableTicket::sourceTime)
                .thenComparing(RoutableTicket::row)
                .thenComparing(RoutableTicket::id));
        return inOrder.stream().map(this::decide).toList();
    }

    public long hubDecisions() {
        return hubDecisions;
    }

    public Map<String, Integer> loads() {
        return load;
    }

    public Map<String, Set<String>> secondTurns() {
        return secondTurns;
    }

    private Outcome decide(RoutableTicket ticket) {
        long before = hubDecisions;
        Optional<Office> primary = primary(ticket);
        boolean tookTurn = hubDecisions > before;
        Optional<String> hub = tookTurn ? primary.map(Office::id) : ticket.hubOfficeId();
        List<String> asked = new ArrayList<>();
        for (Office office : primary.map(office -> asking(office, ticket)).orElse(List.of())) {
            asked.add(office.name());
            List<Manager> eligible = new ArrayList<>(managers.stream()
                    .filter(manager -> manager.officeId().equals(office.id()) && isEligible(ticket, manager))
                    .toList());
            if (!eligible.isEmpty()) {
                Map<String, Integer> seen = managers.stream()
                        .filter(manager -> manager.officeId().equals(office.id()))
                        .collect(Collectors.toMap(Manager::id, manager -> load.get(manager.id())));
                return new Outcome(ticket.id(), Optional.of(choose(eligible)), List.copyOf(asked), tookTurn, hub, seen);
            }
        }
        return new Outcome(ticket.id(), Optional.empty(), asked, tookTurn, hub, Map.of());
    }

    private Optional<Office> primary(RoutableTicket ticket) {
        Optional<Office> kept = kept(ticket);
        if (kept.isPresent()) {
            return kept;
        }
        if (hasUsablePlace(ticket)) {
            return offices.stream()
                    .filter(office -> office.point().isPresent())
                    .min(byDistance(ticket.point().get()));
        }
        Optional<Office> astana = named("Астана");
        Optional<Office> almaty = named("Алматы");
        if (astana.isEmpty() || almaty.isEmpty()) {
            return astana.or(() -> almaty);
        }
        hubDecisions++;
        return hubDecisions % 2 == 1 ? astana : almaty;
    }

    private Optional<Office> kept(RoutableTicket ticket) {
        return offices.stream()
                .filter(office -> ticket.hubOfficeId().equals(Optional.of(office.id())))
                .findFirst();
    }

    private static boolean hasUsablePlace(RoutableTicket ticket) {
        Set<String> home = Set.of("", "казахстан", "қазақстан", "kazakhstan", "kz");
        return home.contains(ticket.country().strip().toLowerCase(Locale.ROOT))
                && ticket.point().isPresent();
    }

    private Optional<Office> named(String name) {
        return offices.stream().filter(office -> office.name().equals(name)).findFirst();
    }

    private List<Office> asking(Office primary, RoutableTicket ticket) {
        List<Office> asking = new ArrayList<>();
        asking.add(primary);
        if (fallback == RoutingRules.Fallback.NONE) {
            return asking;
        }
        boolean isFromClient = fallback == RoutingRules.Fallback.NEAREST_TO_CLIENT
                && hasUsablePlace(ticket)
                && kept(ticket).isEmpty();
        Optional<Point> from = isFromClient ? ticket.point() : primary.point();
        offices.stream()
                .filter(office -> office != primary && office.point().isPresent())
                .sorted(from.map(NaivePlanner::byDistance).orElse(byRow()))
                .forEach(asking::add);
        offices.stream()
                .filter(office -> office != primary && office.point().isEmpty())
                .sorted(byRow())
                .forEach(asking::add);
        return asking;
    }

    private static Comparator<Office> byRow() {
        return Comparator.comparing(Office::row);
    }

    private static Comparator<Office> byDistance(Point from) {
        Function<Office, Double> distance = office -> Geodesic.WGS84.Inverse(
                        from.latitude(),
                        from.longitude(),
                        office.point().orElseThrow().latitude(),
                        office.point().orElseThrow().longitude())
                .s12;
        return Comparator.comparing(distance).thenComparing(byRow());
    }

    static boolean isEligible(RoutableTicket ticket, Manager manager) {
        if (Set.of("VIP", "Priority").contains(asked(ticket, RoutingAttribute.SEGMENT))
                && !manager.skills().contains("VIP")) {
            return false;
        }
        if (asked(ticket, RoutingAttribute.CATEGORY).equals(Category.DATA_CHANGE.label())
                && !Set.of("Главный специалист", "Глав спец").contains(manager.position())) {
            return false;
        }
        String language = asked(ticket, RoutingAttribute.LANGUAGE);
        return language.equals(Language.RU.name()) || manager.skills().contains(language);
    }

    private static String asked(RoutableTicket ticket, RoutingAttribute attribute) {
        return ticket.attributes().values().get(attribute);
    }

    private String choose(List<Manager> eligible) {
        eligible.sort(Comparator.comparing((Manager manager) -> load.get(manager.id()))
                .thenComparing(Manager::row)
                .thenComparing(Manager::id));
        String chosen = eligible.getFirst().id();
        if (eligible.size() > 1) {
            String second = eligible.get(1).id();
            Set<String> atSecond = secondTurns.get(chosen);
            if (!atSecond.add(second)) {
                atSecond.remove(second);
                chosen = second;
            }
        }
        load.merge(chosen, 1, Integer::sum);
        return chosen;
    }
}
