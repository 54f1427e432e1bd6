package kezek.local.evaluate;

import java.util.List;
import java.util.Optional;
import kezek.csv.OfficeRow;
import kezek.csv.Row;
import kezek.domain.Address;
import kezek.domain.Office;
import kezek.domain.Place;
import kezek.places.Geocoder;
import kezek.routing.Distances;

/// Finds the office nearest to a client with the geocoder that needs no network. Not thread-safe.
final class NearestOffice {

    /// The answer if the geocoder does not know the place.
    static final String UNKNOWN = "?";

    private final Geocoder geocoder;
    private final Distances distances;

    NearestOffice(Geocoder geocoder, List<Row<OfficeRow>> rows) {
        this.geocoder = geocoder;
        this.distances = new Distances(rows.stream()
                .flatMap(row -> row instanceof Row.Accepted<OfficeRow>(int number, OfficeRow value)
                        ? Optional.of(office(value, number)).stream()
                        : Optional.<Office>empty().stream())
                .toList());
    }

    private Office office(OfficeRow row, int number) {
        return new Office(row.id(), row.name(), row.address(), located(Address.ofTown(row.name())), number);
    }

    /// @return the office's name, or [#UNKNOWN]
    String of(Address address) {
        return located(address)
                .flatMap(place -> distances.nearest(place.point()))
                .map(Office::name)
                .orElse(UNKNOWN);
    }

    private Optional<Place.Located> located(Address address) {
        return geocoder.locate(address) instanceof Place.Located located ? Optional.of(located) : Optional.empty();
    }
}
