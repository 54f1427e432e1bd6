package kezek.table;

import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;

/// Places as attributes and back, wherever an item holds one: tickets, offices, the cache of the geocoder.
public final class PlaceItems {

    private PlaceItems() {}

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

    public static Place place(Item item) {
        return item.has("latitude") ? located(item) : new Place.Unknown(item.string("source"));
    }

    public static Place.Located located(Item item) {
        return new Place.Located(
                new Point(item.decimal("latitude"), item.decimal("longitude")),
                Precision.valueOf(item.string("precision")),
                item.string("source"),
                item.stringOrEmpty("name"));
    }
}
