package kezek.routing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kezek.domain.Office;
import kezek.domain.Point;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;
import org.jspecify.annotations.Nullable;

/// Geodesic distances on the WGS-84 ellipsoid (C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87, 2013),
/// each found once.
///
/// Not thread-safe.
final class Distances {

    /// A great circle on the mean sphere is off by at most 0.56 % from the geodesic, so an office that is 1.5 %
    /// farther on the sphere cannot be the nearest one on the ellipsoid.
    private static final double SPHERE_MARGIN = 1.015;

    private static final double METRES_PER_KM = 1_000;

    /// A total order of the offices that are equally near.
    static final Comparator<Office> BY_ROW =
            Comparator.comparingInt(Office::row).thenComparing(Office::id);

    private final List<Office> placed;
    private final Map<Point, Office> nearestByPoint = new HashMap<>();

    /// @param offices those without a place are left out
    Distances(List<Office> offices) {
        this.placed = offices.stream()
                .filter(office -> office.point().isPresent())
                .sorted(BY_ROW)
                .toList();
    }

    /// @return the nearest office; of equally near ones the first in the file; empty when no office is placed
    Optional<Office> nearest(Point point) {
        return Optional.ofNullable(nearestByPoint.computeIfAbsent(point, this::findNearest));
    }

    private @Nullable Office findNearest(Point point) {
        double sphereLimit = placed.stream()
                        .mapToDouble(office -> sphereAngle(point, pointOf(office)))
                        .min()
                        .orElse(0)
                * SPHERE_MARGIN;
        return placed.stream()
                .filter(office -> sphereAngle(point, pointOf(office)) <= sphereLimit)
                .min(Comparator.comparingDouble((Office office) -> km(point, pointOf(office)))
                        .thenComparing(BY_ROW))
                .orElse(null);
    }

    static double km(Point from, Point to) {
        return Geodesic.WGS84.Inverse(
                                from.latitude(), from.longitude(), to.latitude(), to.longitude(), GeodesicMask.DISTANCE)
                        .s12
                / METRES_PER_KM;
    }

    private static Point pointOf(Office office) {
        return office.point().orElseThrow();
    }

    /// Haversine: the angle between two points on a sphere, in radians.
    private static double sphereAngle(Point from, Point to) {
        double latitude = Math.toRadians(to.latitude() - from.latitude()) / 2;
        double longitude = Math.toRadians(to.longitude() - from.longitude()) / 2;
        double square = Math.sin(latitude) * Math.sin(latitude)
                + Math.cos(Math.toRadians(from.latitude()))
                        * Math.cos(Math.toRadians(to.latitude()))
                        * Math.sin(longitude)
                        * Math.sin(longitude);
        return 2 * Math.asin(Math.min(1, Math.sqrt(square)));
    }
}
