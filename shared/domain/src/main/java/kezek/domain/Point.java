package kezek.domain;

/// A position on the WGS-84 ellipsoid, in decimal degrees.
public record Point(double latitude, double longitude) {

    public Point {
        if (!(latitude >= -90 && latitude <= 90)) {
            throw new IllegalArgumentException("latitude must lie between -90 and 90, but is " + latitude);
        }
        if (!(longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException("longitude must lie between -180 and 180, but is " + longitude);
        }
    }
}
