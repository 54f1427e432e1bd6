package kezek.places;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import kezek.domain.Point;

/// Reads a GeoNames country file (<https://download.geonames.org/export/dump/>, CC BY 4.0): 19
/// tab-separated columns in UTF-8, as `KZ.txt` or zipped as `KZ.zip`. It keeps only populated places of
/// the country that still exist. The file is read as a stream.
///
/// The kind of a place depends on its population. It is never one of the two most important kinds,
/// because the bundled gazetteer already has those places, with better data.
final class GeoNames {

    /// The maximum number of populated places in a file. A country file has at most about 100,000. The
    /// file of the whole world would not fit into a function's memory.
    static final int MOST_PLACES = 200_000;

    /// The maximum uncompressed size of a zip file.
    private static final long MOST_BYTES = 256L << 20;

    private static final int COLUMNS = 19;
    private static final int NAME = 1;
    private static final int OTHER_NAMES = 3;
    private static final int LATITUDE = 4;
    private static final int LONGITUDE = 5;
    private static final int FEATURE_CLASS = 6;
    private static final int FEATURE_CODE = 7;
    private static final int COUNTRY = 8;
    private static final int REGION = 10;
    private static final int POPULATION = 14;

    private static final String POPULATED = "P";
    private static final String POPULATED_COLUMN = "\tP\t";
    private static final String HOME = "KZ";
    private static final long SETTLEMENT_FROM = 10_000;
    private static final int LONGEST_NAME = 60;

    /// Feature codes of town parts and of abandoned or destroyed places
    /// (<https://www.geonames.org/export/codes.html>).
    private static final Set<String> NOT_LIVED_IN = Set.of("PPLX", "PPLQ", "PPLH", "PPLW", "PPLCH");

    /// The GeoNames first-level codes (admin1) of Kazakhstan. `08` is Baikonur, which lies in Kyzylorda.
    private static final Map<String, String> REGIONS = Map.ofEntries(
            Map.entry("01", "Алматинская область"),
            Map.entry("02", "город Алматы"),
            Map.entry("03", "Акмолинская область"),
            Map.entry("04", "Актюбинская область"),
            Map.entry("05", "город Астана"),
            Map.entry("06", "Атырауская область"),
            Map.entry("07", "Западно-Казахстанская область"),
            Map.entry("08", "Кызылординская область"),
            Map.entry("09", "Мангистауская область"),
            Map.entry("10", "Туркестанская область"),
            Map.entry("11", "Павлодарская область"),
            Map.entry("12", "Карагандинская область"),
            Map.entry("13", "Костанайская область"),
            Map.entry("14", "Кызылординская область"),
            Map.entry("15", "Восточно-Казахстанская область"),
            Map.entry("16", "Северо-Казахстанская область"),
            Map.entry("17", "Жамбылская область"),
            Map.entry("1537272", "город Шымкент"),
            Map.entry("12510143", "область Абай"),
            Map.entry("12510144", "область Жетысу"),
            Map.entry("12510145", "область Улытау"));

    private static final Pattern TAB = Pattern.compile("\t");
    private static final Pattern COMMA = Pattern.compile(",");

    private final String file;
    private int line;

    private GeoNames(String file) {
        this.file = file;
    }

    /// @param file the file name, for messages; a file whose name ends in `.zip` is unzipped
    /// @param content closed at the end
    /// @return the places, with their regions as far as GeoNames knows them
    /// @throws IllegalArgumentException if the file is invalid; the message names the file and the line
    /// @throws IOException if the file cannot be read to its end
    static List<Found> read(String file, InputStream content) throws IOException {
        GeoNames reading = new GeoNames(file);
        List<Found> found = new ArrayList<>();
        try (content) {
            reading.read(file.endsWith(".zip") ? reading.unzipped(content) : content, place -> {
                if (found.size() == MOST_PLACES) {
                    throw reading.wrong("more than " + MOST_PLACES + " populated places");
                }
                found.add(place);
            });
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(file + " has no populated place of " + HOME + remedy());
        }
        return found;
    }

    /// @param region a region of `regions.csv`; empty if GeoNames does not know it
    record Found(String name, List<String> otherNames, Optional<String> region, Town.Kind kind, Point point) {

        Town in(String ifUnknown) {
            return new Town(name, otherNames, region.orElse(ifUnknown), kind, List.of(), point);
        }
    }

    private InputStream unzipped(InputStream content) throws IOException {
        ZipInputStream zip = new ZipInputStream(content);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().endsWith(".txt") && !entry.getName().equalsIgnoreCase("readme.txt")) {
                return new Limited(zip);
            }
        }
        throw new IllegalArgumentException(file + " holds no .txt besides readme.txt" + remedy());
    }

    private void read(InputStream content, Consumer<Found> consumer) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
        try {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (!text.isBlank()) {
                    place(text).ifPresent(consumer);
                }
            }
        } catch (CharacterCodingException e) {
            line++;
            throw wrong("bytes that are not UTF-8");
        }
    }

    /// Most rows are mountains and rivers. They are counted but not parsed.
    private Optional<Found> place(String text) {
        long columnCount = 1 + text.chars().filter(c -> c == '\t').count();
        if (columnCount != COLUMNS) {
            throw wrong(columnCount + " columns, expected " + COLUMNS + " separated by tabs");
        }
        if (!text.contains(POPULATED_COLUMN)) {
            return Optional.empty();
        }
        String[] columns = TAB.split(text, -1);
        boolean isWanted = columns[FEATURE_CLASS].equals(POPULATED)
                && columns[COUNTRY].equals(HOME)
                && !NOT_LIVED_IN.contains(columns[FEATURE_CODE]);
        return isWanted ? Optional.of(found(columns)) : Optional.empty();
    }

    private Found found(String[] columns) {
        List<String> others = COMMA.splitAsStream(columns[OTHER_NAMES])
                .filter(GeoNames::isReadable)
                .toList();
        // The name is shown to people, so the Russian one is preferred.
        String name = others.stream().filter(GeoNames::isRussian).findFirst().orElse(columns[NAME]);
        List<String> otherNames = Stream.concat(Stream.of(columns[NAME]), others.stream())
                .filter(other -> !other.equals(name))
                .distinct()
                .toList();
        return new Found(
                name,
                otherNames,
                Optional.ofNullable(REGIONS.get(columns[REGION])),
                number(columns[POPULATION], "population") >= SETTLEMENT_FROM ? Town.Kind.SETTLEMENT : Town.Kind.VILLAGE,
                point(columns));
    }

    private long number(String text, String what) {
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong("the " + what + " is no whole number");
        }
    }

    private Point point(String[] columns) {
        try {
            return new Point(Double.parseDouble(columns[LATITUDE]), Double.parseDouble(columns[LONGITUDE]));
        } catch (IllegalArgumentException e) {
            throw wrong("latitude and longitude are no coordinates in degrees");
        }
    }

    /// Accepts names in the scripts used in Kazakhstan. GeoNames also has Arabic and Chinese names, and
    /// links.
    private static boolean isReadable(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.chars().filter(Character::isLetter).allMatch(c -> c < 0x0250 || (c >= 0x0400 && c < 0x0530));
    }

    private static boolean isRussian(String name) {
        return name.chars().anyMatch(c -> c >= 'А' && c <= 'я')
                && name.chars()
                        .filter(Character::isLetter)
                        .allMatch(c -> (c >= 'А' && c <= 'я') || c == 'Ё' || c == 'ё');
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(file + ", line " + line + ": " + what + remedy());
    }

    private static String remedy() {
        return "; expected a country's file of GeoNames such as KZ.zip or KZ.txt from https://download.geonames.org/export/dump/";
    }

    /// Limits the uncompressed size, because a zip of a few kilobytes can contain gigabytes.
    private final class Limited extends FilterInputStream {

        private long left = MOST_BYTES;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return count(super.read(), 1);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            return count(read, read);
        }

        private int count(int result, int bytes) {
            left -= Math.max(0, result < 0 ? 0 : bytes);
            if (left < 0) {
                throw wrong("more than " + (MOST_BYTES >> 20) + " MB unzipped");
            }
            return result;
        }
    }
}
