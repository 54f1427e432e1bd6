package kezek.places;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Address;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;

/// Finds towns, districts and regions of Kazakhstan by name, without network access. A lookup takes
/// microseconds if the name is spelled as expected, and about a millisecond if the whole list must be
/// searched for a similar name. Immutable and thread-safe.
///
/// The town determines the place. The region distinguishes towns of the same name. If only one town has
/// the name, a contradicting region is ignored, because people often write a former region. Village names
/// repeat all over the country, so a village matches only if its region agrees or is missing. If there is
/// no exact match, names within a bounded edit distance are tried. If no town is found, the place is the
/// centre of the district or region, with [Precision#REGION]. There is no default place.
public final class Gazetteer {

    /// The [Place#source] of places that the gazetteer found.
    public static final String SOURCE = "gazetteer";

    /// The shortest name for a similarity search. Shorter names have too many similar ones.
    private static final int SHORTEST_GUESS = 5;

    /// Names of this length or longer may differ by two edits, shorter ones by one.
    private static final int TWO_EDITS_FROM = 10;

    private static final Pattern DISTRICT_ENDING = Pattern.compile("(?iu)(ин)?[сц]к(ий|ой|ого|ом)$");

    /// Entries of one name within this distance are the same place. The coordinates of two sources differ
    /// by some kilometres.
    private static final double SAME_PLACE_KM = 15;

    private static final double KM_PER_DEGREE = 111.2;

    private final List<Region> regions;
    private final NameIndex townsByName = new NameIndex();
    private final NameIndex townsByDistrict = new NameIndex();
    private final Map<String, Region> cityRegions = new HashMap<>();
    private final Map<String, Region> oblasts = new HashMap<>();

    /// @throws IllegalArgumentException if a town or a region refers to a region that is not listed
    public Gazetteer(List<Town> towns, List<Region> regions) {
        this.regions = List.copyOf(regions);
        Set<String> known = regions.stream().map(Region::name).collect(Collectors.toSet());
        regions.forEach(region -> index(region, known));
        towns.forEach(town -> index(town, known));
    }

    /// @return the bundled gazetteer, which is read once
    public static Gazetteer bundled() {
        return Bundled.GAZETTEER;
    }

    /// Reads a gazetteer from CSV, in the format of the bundled `gazetteer.csv` and `regions.csv`. Closes
    /// both readers.
    ///
    /// @throws IllegalArgumentException if a row is invalid
    public static Gazetteer read(Reader towns, Reader regions) {
        return new Gazetteer(GazetteerFiles.towns(towns), GazetteerFiles.regions(regions));
    }

    /// Adds the places of a country's file of GeoNames, such as `KZ.txt` or `KZ.zip` from
    /// <https://download.geonames.org/export/dump/>. Places that this gazetteer already contains, under
    /// any of their names and within 15 km, are kept unchanged.
    ///
    /// @param file the file name, for messages; a file whose name ends in `.zip` is unzipped
    /// @param content read once, as a stream, and closed
    /// @return a new gazetteer with the places of both. It takes about 30 MB for a country of 25,000
    ///     villages
    /// @throws IllegalArgumentException if the file is invalid; the message names the file and the line
    /// @throws IOException if the file cannot be read to its end
    public Gazetteer withGeoNames(String file, InputStream content) throws IOException {
        List<Town> own = towns();
        Gazetteer both = new Gazetteer(own, regions);
        for (GeoNames.Found found : GeoNames.read(file, content)) {
            Town town = found.in(
                    found.region().orElseGet(() -> nearest(own, found.point()).region()));
            List<String> keys = keysOf(town);
            if (keys.stream().noneMatch(key -> isKnown(key, town.point()))) {
                keys.forEach(key -> both.townsByName.add(key, town));
            }
        }
        return both;
    }

    private boolean isKnown(String key, Point point) {
        return townsByName.get(key).stream().anyMatch(town -> roughKm(town.point(), point) < SAME_PLACE_KM);
    }

    private static Town nearest(List<Town> towns, Point point) {
        return towns.stream()
                .min(Comparator.comparingDouble(town -> roughKm(town.point(), point)))
                .orElseThrow(() -> new IllegalStateException("the gazetteer is empty"));
    }

    /// An approximation that is accurate to a few per cent over short distances. It is not used for
    /// routing.
    private static double roughKm(Point a, Point b) {
        double north = (a.latitude() - b.latitude()) * KM_PER_DEGREE;
        double east = (a.longitude() - b.longitude()) * KM_PER_DEGREE * Math.cos(Math.toRadians(a.latitude()));
        return Math.hypot(north, east);
    }

    /// @return the number of places
    public int size() {
        return towns().size();
    }

    private List<Town> towns() {
        return townsByName.towns().distinct().toList();
    }

    /// @return the place of the address, with [Precision#TOWN] or [Precision#REGION]; empty if no part of
    ///     the address is known. The country is ignored
    public Optional<Place.Located> find(Address address) {
        PlaceQuery query = parse(address);
        return town(query)
                .map(town -> located(town, Precision.TOWN))
                .or(() -> district(query).map(town -> located(town, districtPrecision(town))))
                .or(() -> region(query));
    }

    /// @return the name of the current region of the address; empty if the address names no region,
    ///     several regions, or a region that has been split
    public Optional<String> regionOf(Address address) {
        Set<String> names = parse(address).where().names();
        return names.size() == 1 ? Optional.of(names.iterator().next()) : Optional.empty();
    }

    // ---- the query

    /// @param settlements parts that may name a town, the most likely first
    /// @param regions the regions in the address, in order
    private record PlaceQuery(
            List<AddressPart> settlements, List<AddressPart> districts, List<FoundRegion> regions, Where where) {}

    /// @param oblast whether it is marked as an oblast; then even `Шымкент обл.` is not the city
    private record FoundRegion(Region region, boolean oblast) {}

    /// @param names the regions in the address
    /// @param around other regions that people may mean by them
    private record Where(Set<String> names, Set<String> around) {

        boolean isOpen() {
            return names.isEmpty() && around.isEmpty();
        }

        boolean allows(Town town) {
            return isOpen() || names.contains(town.region()) || around.contains(town.region());
        }
    }

    private PlaceQuery parse(Address address) {
        List<AddressPart> city = parts(address.city());
        List<AddressPart> region = parts(address.region());
        List<AddressPart> street = AddressPart.of(address.street());
        List<FoundRegion> regions = Stream.concat(region.stream(), city.stream().filter(this::meansRegion))
                .flatMap(part -> regionNamed(part).stream())
                .toList();
        List<AddressPart> districts = Stream.of(city, region, street)
                .flatMap(List::stream)
                .filter(part -> part.is(AddressPart.Kind.DISTRICT))
                .toList();
        return new PlaceQuery(settlements(city, region, street), districts, regions, where(regions, districts));
    }

    private List<AddressPart> parts(String cell) {
        return AddressPart.of(cell).stream()
                .flatMap(part -> withoutRegion(part).stream())
                .toList();
    }

    /// Splits a region from the town that follows it without a separator, as in `Акмолинская Кокшетау`
    /// and `обл Абай Семей`. A region with the name of its town is kept, because the following words may
    /// be a street.
    private List<AddressPart> withoutRegion(AddressPart part) {
        List<String> words = List.of(part.text().split(" "));
        boolean isWhole = !part.is(AddressPart.Kind.PLAIN, AddressPart.Kind.REGION)
                || !exact(part.text(), townsByName).isEmpty()
                || isOblast(part.text());
        for (int count = words.size() - 1; count > 0 && !isWhole; count--) {
            String first = String.join(" ", words.subList(0, count));
            boolean isRegion = isOblast(first)
                    && (part.is(AddressPart.Kind.REGION)
                            || exact(first, townsByName).isEmpty());
            if (isRegion) {
                String rest = String.join(" ", words.subList(count, words.size()));
                return List.of(
                        new AddressPart(AddressPart.Kind.REGION, first), new AddressPart(AddressPart.Kind.PLAIN, rest));
            }
        }
        return List.of(part);
    }

    private boolean isOblast(String text) {
        return PlaceNames.keys(text).stream().anyMatch(oblasts::containsKey);
    }

    /// Streets are named after towns, so the street column counts only if a part of it is marked as a
    /// settlement.
    private List<AddressPart> settlements(List<AddressPart> city, List<AddressPart> region, List<AddressPart> street) {
        Predicate<AddressPart> called = part -> part.is(AddressPart.Kind.SETTLEMENT);
        Predicate<AddressPart> notRegion = part -> !meansRegion(part);
        return Stream.of(
                        city.stream().filter(AddressPart.namesSettlement()).filter(notRegion),
                        region.stream().filter(called),
                        street.stream().filter(called),
                        region.stream()
                                .filter(part -> part.is(AddressPart.Kind.PLAIN))
                                .filter(part -> regionNamed(part).isEmpty()))
                .flatMap(parts -> parts)
                .toList();
    }

    private boolean meansRegion(AddressPart part) {
        return part.is(AddressPart.Kind.REGION)
                || part.is(AddressPart.Kind.PLAIN)
                        && exact(part.text(), townsByName).isEmpty()
                        && isOblast(part.text());
    }

    private Where where(List<FoundRegion> regions, List<AddressPart> districts) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> around = new LinkedHashSet<>();
        for (FoundRegion found : regions) {
            around.addAll(found.region().includes());
            if (found.region().kind() == Region.Kind.FORMER) {
                continue;
            }
            names.add(found.region().name());
        }
        if (regions.isEmpty()) {
            districts.forEach(part -> exact(part.text(), townsByDistrict)
                    .forEach(match -> names.add(match.town().region())));
        }
        return new Where(names, around);
    }

    // ---- towns

    /// @param primary whether the match is the town's current name, and not a former or foreign one
    private record Match(Town town, boolean primary) {

        private static final Comparator<Match> IMPORTANCE =
                Comparator.comparing((Match match) -> match.town().kind()).thenComparing(match -> !match.primary());
    }

    private Optional<Town> town(PlaceQuery query) {
        Where where = query.where();
        return first(query.settlements(), part -> choose(part.text(), where))
                .or(() -> first(query.settlements(), part -> townWithin(part.text(), where)))
                .or(() -> first(query.settlements(), part -> guess(part.text(), townsByName, likelyIn(where))))
                .or(() -> first(query.districts(), part -> cityWithin(part.text())));
    }

    private static Optional<Town> first(List<AddressPart> parts, Function<AddressPart, Optional<Town>> find) {
        return parts.stream().flatMap(part -> find.apply(part).stream()).findFirst();
    }

    private List<Match> exact(String text, NameIndex index) {
        return PlaceNames.keys(text).stream()
                .filter(index::has)
                .findFirst()
                .map(key -> matches(key, index))
                .orElse(List.of());
    }

    private static List<Match> matches(String key, NameIndex index) {
        return index.get(key).stream()
                .map(town -> new Match(town, PlaceNames.key(town.name()).equals(key)))
                .toList();
    }

    private Optional<Town> choose(List<Match> matches, Where where) {
        List<Match> there = matches.stream()
                .filter(match -> where.names().contains(match.town().region()))
                .toList();
        List<Match> around = matches.stream()
                .filter(match -> where.around().contains(match.town().region()))
                .toList();
        if (!there.isEmpty()) {
            return mostImportant(there);
        }
        if (!around.isEmpty()) {
            return mostImportant(around);
        }
        return where.isOpen() ? mostImportant(matches) : despiteRegion(matches);
    }

    private static Optional<Town> mostImportant(List<Match> matches) {
        Optional<Match> best = matches.stream().min(Match.IMPORTANCE);
        return best.filter(match -> matches.stream()
                        .noneMatch(other -> other != match && Match.IMPORTANCE.compare(other, match) == 0))
                .map(Match::town);
    }

    /// Chooses a town that lies outside the written region. A regional centre matches in any case. Any
    /// other place matches only if it is the only one of its name, and if it is a town or the name is its
    /// current one. A village does not match, because the gazetteer does not list all villages of the
    /// same name.
    private static Optional<Town> despiteRegion(List<Match> matches) {
        return mostImportant(matches).filter(town -> switch (town.kind()) {
            case CITY -> true;
            case TOWN -> matches.size() == 1;
            case DISTRICT_CENTRE, SETTLEMENT ->
                matches.size() == 1 && matches.getFirst().primary();
            case VILLAGE -> false;
        });
    }

    /// Finds a town in front of unknown words, as in `Темиртау Металлургов 5`. A regional centre matches
    /// at any position. A village matches only within its region, because village names are common words.
    private Optional<Town> townWithin(String text, Where where) {
        List<String> words = List.of(text.split(" "));
        for (int count = words.size() - 1; count > 0; count--) {
            String first = String.join(" ", words.subList(0, count));
            String rest = String.join(" ", words.subList(count, words.size()));
            // In `Абай Семей`, the name of a region in front of a town is the region.
            Optional<Town> town = (isOblast(first) ? choose(rest, where) : Optional.<Town>empty())
                    .or(() -> choose(first, where))
                    .filter(found -> isBelieved(found, where));
            if (town.isPresent()) {
                return town;
            }
        }
        return cityWithin(text);
    }

    private Optional<Town> choose(String name, Where where) {
        return choose(exact(name, townsByName), where);
    }

    private static boolean isBelieved(Town town, Where where) {
        return where.isOpen() ? town.kind().compareTo(Town.Kind.TOWN) <= 0 : where.allows(town);
    }

    /// Finds a regional centre among unknown words, as in `Алматы Орбита`.
    private Optional<Town> cityWithin(String text) {
        return Stream.of(text.split(" "))
                .flatMap(word -> matches(PlaceNames.key(word), townsByName).stream())
                .map(Match::town)
                .filter(town -> town.kind() == Town.Kind.CITY)
                .findFirst();
    }

    // ---- guesses

    /// Limits guesses. Without a region, only towns are guessed, because small places share similar names
    /// with each other and with places abroad (`Самара`). With a region, only its own places are guessed,
    /// because a misspelled name in a wrong region is too ambiguous.
    private static Predicate<Town> likelyIn(Where where) {
        return where.isOpen() ? town -> town.kind() == Town.Kind.CITY || town.kind() == Town.Kind.TOWN : where::allows;
    }

    /// @return the town whose name is most similar to the text; empty if no name is similar enough, or
    ///     several are equally similar
    private static Optional<Town> guess(String text, NameIndex index, Predicate<Town> likely) {
        String key = PlaceNames.key(text);
        if (key.length() < SHORTEST_GUESS) {
            return Optional.empty();
        }
        int best = Integer.MAX_VALUE;
        Set<Town> nearest = new LinkedHashSet<>();
        for (NameIndex.Near near :
                index.near(key, SHORTEST_GUESS, editsFor(key)).toList()) {
            List<Town> towns = near.towns().stream().filter(likely).toList();
            if (near.distance() > best || towns.isEmpty()) {
                continue;
            }
            if (near.distance() < best) {
                best = near.distance();
                nearest.clear();
            }
            nearest.addAll(towns);
        }
        return nearest.size() == 1 ? Optional.of(nearest.iterator().next()) : Optional.empty();
    }

    private static int editsFor(String key) {
        return key.length() < TWO_EDITS_FROM ? 1 : 2;
    }

    // ---- districts

    private Optional<Town> district(PlaceQuery query) {
        return first(query.districts(), part -> districtCentre(part.text(), query));
    }

    private Optional<Town> districtCentre(String text, PlaceQuery query) {
        Where where = query.where();
        List<Match> matches = districtForms(text).stream()
                .map(form -> exact(form, townsByDistrict))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
        if (matches.isEmpty()) {
            return guess(text, townsByDistrict, where::allows);
        }
        List<Match> allowed =
                matches.stream().filter(match -> where.allows(match.town())).toList();
        boolean toldApart = allowed.size() == 1 || !query.regions().isEmpty();
        return toldApart ? choose(allowed, where) : Optional.empty();
    }

    /// Returns all forms of a district's name: `Талгарский` and `Талгар` are the same district.
    private static Set<String> districtForms(String name) {
        Set<String> forms = new LinkedHashSet<>(List.of(name));
        String stem = DISTRICT_ENDING.matcher(name).replaceFirst("");
        if (stem.length() > 2) {
            forms.add(stem);
        }
        return forms;
    }

    /// A city district lies within the city. Any other district is about as large as a small country.
    private static Precision districtPrecision(Town centre) {
        return centre.kind() == Town.Kind.CITY ? Precision.TOWN : Precision.REGION;
    }

    // ---- regions

    private Optional<Place.Located> region(PlaceQuery query) {
        return query.regions().stream().findFirst().map(this::located);
    }

    private Optional<FoundRegion> regionNamed(AddressPart part) {
        return switch (part.kind()) {
            case DISTRICT -> Optional.empty();
            case SETTLEMENT -> lookUp(cityRegions, part.text()).map(region -> new FoundRegion(region, false));
            case PLAIN ->
                lookUp(cityRegions, part.text())
                        .or(() -> lookUp(oblasts, part.text()))
                        .or(() -> guessOblast(part.text()))
                        .map(region -> new FoundRegion(region, false));
            case REGION ->
                lookUp(oblasts, part.text())
                        .or(() -> lookUp(cityRegions, part.text()))
                        .or(() -> guessOblast(part.text()))
                        .or(() -> abbreviatedOblast(part.text()))
                        .map(region -> new FoundRegion(region, true));
        };
    }

    private static Optional<Region> lookUp(Map<String, Region> index, String text) {
        return PlaceNames.keys(text).stream()
                .filter(index::containsKey)
                .findFirst()
                .map(index::get);
    }

    private Optional<Region> guessOblast(String text) {
        String key = PlaceNames.key(text);
        if (key.length() < TWO_EDITS_FROM) {
            return Optional.empty();
        }
        return only(oblasts.entrySet().stream()
                .filter(entry -> NameIndex.distance(key, entry.getKey(), editsFor(key)) <= editsFor(key))
                .map(Map.Entry::getValue));
    }

    /// Finds an abbreviated oblast, such as `Караганд. обл.`
    private Optional<Region> abbreviatedOblast(String text) {
        String key = PlaceNames.key(text);
        if (key.length() < 3) {
            return Optional.empty();
        }
        return only(oblasts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(key))
                .map(Map.Entry::getValue));
    }

    private static Optional<Region> only(Stream<Region> regions) {
        List<Region> distinct = regions.distinct().toList();
        return distinct.size() == 1 ? Optional.of(distinct.getFirst()) : Optional.empty();
    }

    // ---- answers

    private static Place.Located located(Town town, Precision precision) {
        return new Place.Located(town.point(), precision, SOURCE, town.name());
    }

    private Place.Located located(FoundRegion found) {
        Region region = found.region();
        if (region.kind() == Region.Kind.CITY && !found.oblast()) {
            return located(cityOf(region), Precision.TOWN);
        }
        return new Place.Located(region.centre(), Precision.REGION, SOURCE, region.name());
    }

    private Town cityOf(Region region) {
        return townsByName
                .towns()
                .filter(town -> town.kind() == Town.Kind.CITY && town.region().equals(region.name()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(region.name() + " has no row of kind city in gazetteer.csv"));
    }

    // ---- the index

    private void index(Region region, Set<String> known) {
        require(known, region.includes(), region.name());
        Map<String, Region> index = region.kind() == Region.Kind.CITY ? cityRegions : oblasts;
        for (String name : region.names()) {
            AddressPart.of(name).forEach(part -> index.putIfAbsent(PlaceNames.key(part.text()), region));
        }
    }

    private void index(Town town, Set<String> known) {
        require(known, Set.of(town.region()), town.name());
        keysOf(town).forEach(key -> townsByName.add(key, town));
        districtNames(town)
                .flatMap(name -> districtForms(name).stream())
                .map(PlaceNames::key)
                .distinct()
                .forEach(key -> townsByDistrict.add(key, town));
    }

    private static List<String> keysOf(Town town) {
        return Stream.concat(Stream.of(town.name()), town.otherNames().stream())
                .map(PlaceNames::key)
                .filter(key -> !key.isEmpty())
                .distinct()
                .toList();
    }

    /// People also call a district by the name of its centre. A city is not a district of itself.
    private static Stream<String> districtNames(Town town) {
        boolean ownName = !town.districts().isEmpty() && town.kind() != Town.Kind.CITY;
        return Stream.concat(town.districts().stream(), ownName ? Stream.of(town.name()) : Stream.empty());
    }

    private static void require(Set<String> known, Set<String> regions, String of) {
        List<String> missing = new ArrayList<>(regions);
        missing.removeAll(known);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(of + " names regions that regions.csv does not list: " + missing);
        }
    }

    private static final class Bundled {

        static final Gazetteer GAZETTEER =
                read(GazetteerFiles.bundled("gazetteer.csv"), GazetteerFiles.bundled("regions.csv"));
    }
}
