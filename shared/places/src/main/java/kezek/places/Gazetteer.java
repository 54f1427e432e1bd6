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

/// The towns, districts and regions of Kazakhstan by name, without a network. Immutable and thread-safe;
/// one look-up takes microseconds when a name is spelt as expected, and about a millisecond when the
/// whole list has to be searched for something similar.
///
/// The town decides. The region tells namesakes apart; one that contradicts the only town of a name does
/// not block it, since people write the region they once knew; but villages' names repeat all over the
/// country, so a village is only believed where the region agrees or is not given. What is not found
/// exactly may be found by a bounded edit distance. Without a town, a district stands for its centre, and
/// a region for its own, both with [Precision#REGION]. Nothing is found by default.
public final class Gazetteer {

    /// What [Place#source] says of a place that was found here.
    public static final String SOURCE = "gazetteer";

    /// Shorter names have too many neighbours to guess.
    private static final int SHORTEST_GUESS = 5;

    /// From this length on two edits are allowed, before it one.
    private static final int TWO_EDITS_FROM = 10;

    private static final Pattern DISTRICT_ENDING = Pattern.compile("(?iu)(ин)?[сц]к(ий|ой|ого|ом)$");

    /// Two sources differ by some kilometres on where the same place is.
    private static final double SAME_PLACE_KM = 15;

    private static final double KM_PER_DEGREE = 111.2;

    private final List<Region> regions;
    private final NameIndex townsByName = new NameIndex();
    private final NameIndex townsByDistrict = new NameIndex();
    private final Map<String, Region> cityRegions = new HashMap<>();
    private final Map<String, Region> oblasts = new HashMap<>();

    /// @throws IllegalArgumentException if a town lies in a region that is not listed, or a region
    ///     includes one that is not
    public Gazetteer(List<Town> towns, List<Region> regions) {
        this.regions = List.copyOf(regions);
        Set<String> known = regions.stream().map(Region::name).collect(Collectors.toSet());
        regions.forEach(region -> index(region, known));
        towns.forEach(town -> index(town, known));
    }

    /// @return the gazetteer that comes with Kezek, read once
    public static Gazetteer bundled() {
        return Bundled.GAZETTEER;
    }

    /// Reads a gazetteer from CSV, in the form of the bundled `gazetteer.csv` and `regions.csv`; closes
    /// both readers.
    ///
    /// @throws IllegalArgumentException if a row is not what it should be
    public static Gazetteer read(Reader towns, Reader regions) {
        return new Gazetteer(GazetteerFiles.towns(towns), GazetteerFiles.regions(regions));
    }

    /// Adds the places of a country's file of GeoNames, such as `KZ.txt` or `KZ.zip` from
    /// <https://download.geonames.org/export/dump/>. Places that this gazetteer has already, by any of
    /// their names and within 15 km, stay as they are.
    ///
    /// @param file what it is called in messages; a name that ends in `.zip` is unzipped
    /// @param content read once, as a stream, and closed
    /// @return a new gazetteer with both; it needs some 30 MB for a country of 25,000 villages
    /// @throws IllegalArgumentException if it is no such file; names file and line
    /// @throws IOException if it breaks off
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

    /// Good to a few per cent over short distances; nothing is assigned by it.
    private static double roughKm(Point a, Point b) {
        double north = (a.latitude() - b.latitude()) * KM_PER_DEGREE;
        double east = (a.longitude() - b.longitude()) * KM_PER_DEGREE * Math.cos(Math.toRadians(a.latitude()));
        return Math.hypot(north, east);
    }

    /// @return how many places it has
    public int size() {
        return towns().size();
    }

    private List<Town> towns() {
        return townsByName.towns().distinct().toList();
    }

    /// @return the place that the address names, with [Precision#TOWN] or [Precision#REGION]; empty when
    ///     nothing in it is known. The country is not looked at.
    public Optional<Place.Located> find(Address address) {
        Question question = ask(address);
        return town(question)
                .map(town -> located(town, Precision.TOWN))
                .or(() -> district(question).map(town -> located(town, districtPrecision(town))))
                .or(() -> region(question));
    }

    /// @return the name of today's region that the address names; empty when it names none, several, or
    ///     one that has been split up
    public Optional<String> regionOf(Address address) {
        Set<String> names = ask(address).where().names();
        return names.size() == 1 ? Optional.of(names.iterator().next()) : Optional.empty();
    }

    // ---- what the address asks

    /// @param settlements parts that may name a town, the likeliest first
    /// @param regions regions that are named, in order
    private record Question(
            List<AddressPart> settlements, List<AddressPart> districts, List<FoundRegion> regions, Where where) {}

    /// @param oblast it was called an oblast, so even `Шымкент обл.` is not the city
    private record FoundRegion(Region region, boolean oblast) {}

    /// @param names regions that are named
    /// @param around regions that people also mean by them
    private record Where(Set<String> names, Set<String> around) {

        boolean isOpen() {
            return names.isEmpty() && around.isEmpty();
        }

        boolean allows(Town town) {
            return isOpen() || names.contains(town.region()) || around.contains(town.region());
        }
    }

    private Question ask(Address address) {
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
        return new Question(settlements(city, region, street), districts, regions, where(regions, districts));
    }

    private List<AddressPart> parts(String cell) {
        return AddressPart.of(cell).stream()
                .flatMap(part -> withoutRegion(part).stream())
                .toList();
    }

    /// `Акмолинская Кокшетау`, `обл Абай Семей`: a region that nothing parts from the town. A region that
    /// is called like its town is left where it is: what follows may be a street.
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

    /// A street may be named after any town, so only what is called a town counts there.
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

    /// @param primary found by the name it has now, not by a former or foreign one
    private record Match(Town town, boolean primary) {

        private static final Comparator<Match> IMPORTANCE =
                Comparator.comparing((Match match) -> match.town().kind()).thenComparing(match -> !match.primary());
    }

    private Optional<Town> town(Question question) {
        Where where = question.where();
        return first(question.settlements(), part -> choose(part.text(), where))
                .or(() -> first(question.settlements(), part -> townWithin(part.text(), where)))
                .or(() -> first(question.settlements(), part -> guess(part.text(), townsByName, likelyIn(where))))
                .or(() -> first(question.districts(), part -> cityWithin(part.text())));
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

    /// The region contradicts. A regional centre is meant all the same; another place if it is the only
    /// one of the name, and a town, or at least known by that name today; a village is not, because the
    /// gazetteer lists only some of its namesakes.
    private static Optional<Town> despiteRegion(List<Match> matches) {
        return mostImportant(matches).filter(town -> switch (town.kind()) {
            case CITY -> true;
            case TOWN -> matches.size() == 1;
            case DISTRICT_CENTRE, SETTLEMENT ->
                matches.size() == 1 && matches.getFirst().primary();
            case VILLAGE -> false;
        });
    }

    /// `Темиртау Металлургов 5`: a town before words that are not known with it. A regional centre may
    /// stand anywhere; a village counts only in its region, since anything may be called like one.
    private Optional<Town> townWithin(String text, Where where) {
        List<String> words = List.of(text.split(" "));
        for (int count = words.size() - 1; count > 0; count--) {
            String first = String.join(" ", words.subList(0, count));
            String rest = String.join(" ", words.subList(count, words.size()));
            // `Абай Семей`: what is called like a region, before a town, is the region.
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

    /// `Алматы Орбита`: a regional centre among words that are not known together.
    private Optional<Town> cityWithin(String text) {
        return Stream.of(text.split(" "))
                .flatMap(word -> matches(PlaceNames.key(word), townsByName).stream())
                .map(Match::town)
                .filter(town -> town.kind() == Town.Kind.CITY)
                .findFirst();
    }

    // ---- guesses

    /// Without a region only a town is guessed: small places have namesakes, and near-namesakes abroad
    /// (`Самара`). With one, only what lies there: a name that is misspelt and in the wrong region is
    /// anybody's.
    private static Predicate<Town> likelyIn(Where where) {
        return where.isOpen() ? town -> town.kind() == Town.Kind.CITY || town.kind() == Town.Kind.TOWN : where::allows;
    }

    /// @return the only town whose name is nearest to the text, if it is near enough
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

    private Optional<Town> district(Question question) {
        return first(question.districts(), part -> districtCentre(part.text(), question));
    }

    private Optional<Town> districtCentre(String text, Question question) {
        Where where = question.where();
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
        boolean toldApart = allowed.size() == 1 || !question.regions().isEmpty();
        return toldApart ? choose(allowed, where) : Optional.empty();
    }

    /// `Талгарский` and `Талгар` are one district.
    private static Set<String> districtForms(String name) {
        Set<String> forms = new LinkedHashSet<>(List.of(name));
        String stem = DISTRICT_ENDING.matcher(name).replaceFirst("");
        if (stem.length() > 2) {
            forms.add(stem);
        }
        return forms;
    }

    /// A district of a city lies in the city; any other is as wide as a small country.
    private static Precision districtPrecision(Town centre) {
        return centre.kind() == Town.Kind.CITY ? Precision.TOWN : Precision.REGION;
    }

    // ---- regions

    private Optional<Place.Located> region(Question question) {
        return question.regions().stream().findFirst().map(this::located);
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

    /// `Караганд. обл.`
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

    /// People call a district by its centre, too; but a city is not a district of itself.
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
