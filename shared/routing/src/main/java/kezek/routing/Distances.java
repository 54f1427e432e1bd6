package kezek.routing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import kezek.domain.Office;
import kezek.domain.Point;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;
import org.jspecify.annotations.Nullable;

/// Geodesic distances on the WGS-84 ellipsoid (C. F. F. Karney, "Algorithms for geodesics", J. Geodesy
/// 87, 2013), each found once.
///
/// Not thread-safe.
public final class Distances {

    /// A great circle on the mean sphere is off by at most 0.56 % from the geodesic, so an office that is
    /// 1.5 % farther on the sphere cannot be the nearest one on the ellipsoid.
    private static final double SPHERE_MARGIN = 1.015;

    /// 6 mm on the ground: above the rounding errors of a chord, for offices in one building.
    private static final double ROUNDING_RADIANS = 1e-9;

    private static final double METRES_PER_KM = 1_000;

    /// A total order of the offices that are equally near.
    static final Comparator<Office> BY_ROW =
            Comparator.comparingInt(Office::row).thenComparing(Office::id);

    private final List<Office> placed;
    private final List<double[]> vectors;
    private final Map<Point, Office> nearestByPoint = new HashMap<>();

    /// @param offices those without a place are left out
    public Distances(List<Office> offices) {
        this.placed = offices.stream()
                .filter(office -> office.point().isPresent())
                .sorted(BY_ROW)
                .toList();
        this.vectors =
                placed.stream().map(office -> unitVector(pointOf(office))).toList();
    }

    /// @return the nearest office; of equally near ones the first in the file; empty when no office is
    ///     placed
    public Optional<Office> nearest(Point point) {
        return Optional.ofNullable(nearestByPoint.computeIfAbsent(point, this::findNearest));
    }

    private @Nullable Office findNearest(Point point) {
        double[] vector = unitVector(point);
        double[] chords = new double[placed.size()];
        double shortest = Double.POSITIVE_INFINITY;
        for (int index = 0; index < chords.length; index++) {
            chords[index] = squaredChord(vector, vectors.get(index));
            shortest = Math.min(shortest, chords[index]);
        }
        double limit = withMargin(shortest);
        return IntStream.range(0, chords.length)
                .filter(index -> chords[index] <= limit)
                .mapToObj(placed::get)
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

    /// A point of the unit sphere.
    private static double[] unitVector(Point point) {
        double latitude = Math.toRadians(point.latitude());
        double longitude = Math.toRadians(point.longitude());
        return new double[] {
            Math.cos(latitude) * Math.cos(longitude), Math.cos(latitude) * Math.sin(longitude), Math.sin(latitude)
        };
    }

    /// Grows with the angle between the two, and needs no trigonometry.
    private static double squaredChord(double[] from, double[] to) {
        double x = from[0] - to[0];
        double y = from[1] - to[1];
        double z = from[2] - to[2];
        return x * x + y * y + z * z;
    }

    /// @return the squared chord of the angle that is farther by the margin; at most the whole sphere
    private static double withMargin(double squaredChord) {
        double angle = 2 * Math.asin(Math.min(1, Math.sqrt(squaredChord) / 2));
        double farther = angle * SPHERE_MARGIN + ROUNDING_RADIANS;
        if (farther >= Math.PI) {
            return Double.POSITIVE_INFINITY;
        }
        double chord = 2 * Math.sin(farther / 2);
        return chord * chord;
    }
}
