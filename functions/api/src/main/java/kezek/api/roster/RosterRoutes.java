package kezek.api.roster;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import kezek.domain.Manager;
import kezek.domain.Office;
import kezek.http.Json;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.roster.RosterSnapshot;
import kezek.roster.RosterStore;
import org.jspecify.annotations.Nullable;

/// `GET /api/managers` and `GET /api/business-units`: plain arrays, in the order of the rows of their files.
public final class RosterRoutes {

    private final RosterStore roster;

    public RosterRoutes(RosterStore roster) {
        this.roster = roster;
    }

    /// @param businessUnitKnown false if business_units.csv has no such office; then the manager gets no
    ///     tickets
    /// @param currentLoad `baseline` (work outside Kezek) plus `assigned` (open tickets that Kezek gave)
    record ManagerView(
            String id,
            String name,
            @Nullable String position,
            List<String> skills,
            String businessUnitId,
            String businessUnitName,
            boolean businessUnitKnown,
            int currentLoad,
            int baseline,
            int assigned) {}

    /// @param latitude null, like `longitude`, if the place is unknown
    record BusinessUnitView(
            String id,
            String name,
            @Nullable String address,
            @Nullable Double latitude,
            @Nullable Double longitude) {}

    public Response managers(Request request) {
        new Parameters(request, Set.of());
        RosterSnapshot snapshot = roster.load();
        Map<String, Office> offices =
                snapshot.offices().stream().collect(Collectors.toMap(Office::id, Function.identity()));
        return Response.json(
                200,
                snapshot.managers().stream()
                        .map(manager -> view(manager, offices))
                        .toList());
    }

    private static ManagerView view(Manager manager, Map<String, Office> offices) {
        return new ManagerView(
                manager.id(),
                manager.name(),
                Json.orNull(manager.position()),
                manager.skills().stream().sorted().toList(),
                manager.officeId(),
                manager.officeName(),
                offices.containsKey(manager.officeId()),
                manager.load(),
                manager.baseline(),
                manager.assigned());
    }

    public Response businessUnits(Request request) {
        new Parameters(request, Set.of());
        return Response.json(
                200,
                roster.load().offices().stream()
                        .map(office -> new BusinessUnitView(
                                office.id(),
                                office.name(),
                                Json.orNull(office.address()),
                                office.point().map(point -> point.latitude()).orElse(null),
                                office.point().map(point -> point.longitude()).orElse(null)))
                        .toList());
    }
}
