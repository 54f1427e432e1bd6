package kezek.table;

import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;

/// Places as attributes and back. Tickets, offices and the geocoder's cache keep places this way. An
/// unknown place has only a `source`.
public final class PlaceItems {

    private PlaceItems() {}

    /// @return the attributes of a place; latitude and longitude are in degrees
    public static Item item(Place place) {
        return switch (place) {
            case Place.Located located ->
                Item.fields()
                        .with("source", located.source())
                        .with("precision", located.precision().name())
                        .with("name", located.name())
                        .with("latitude", located.point().latitude())
                        .with("longitude", located.point().longitude())
                        .build();
            case Place.Unknown unknown ->
                Item.fields().with("source", unknown.source()).build();
        };
    }

    /// @return the place that a map of attributes describes; one without a latitude is unknown
    /// @throws IllegalStateException if an attribute is missing
    public static Place place(Item item) {
        return item.has("latitude") ? located(item) : new Place.Unknown(item.string("source"));
    }

    private static Place.Located located(Item item) {
        return new Place.Located(
                new Point(item.decimal("latitude"), item.decimal("longitude")),
                Precision.valueOf(item.string("precision")),
                item.string("source"),
                item.stringOrEmpty("name"));
    }
}
