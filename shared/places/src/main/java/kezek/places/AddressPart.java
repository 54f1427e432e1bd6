package kezek.places;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One part of an address cell. For example, `Алматинская обл., с. Тургень` has the parts `Алматинская`
/// (REGION) and `Тургень` (SETTLEMENT).
///
/// @param text the name as written, without words such as «обл» that denote its kind
record AddressPart(Kind kind, String text) {

    enum Kind {
        /// A name without a word that denotes its kind.
        PLAIN,
        /// Marked as a town, village or other settlement.
        SETTLEMENT,
        /// Marked as a district.
        DISTRICT,
        /// Marked as an oblast.
        REGION
    }

    /// Words are compared by their keys, so each entry also covers its Kazakh, Latin and upper-case
    /// spellings.
    private static final Set<String> SETTLEMENT_WORDS = keys(
            "г гор город города қала с сел село села аул ауыл а aul пос поселок поселка п пгт кент ст станция рзд разъезд");

    /// The Kazakh and English words, which always follow the name.
    private static final Set<String> SETTLEMENT_SUFFIXES = keys("қаласы қ city town ауылы village кенті станциясы");

    private static final Set<String> DISTRICT_WORDS = keys("р-н район района р-на");
    private static final Set<String> DISTRICT_SUFFIXES = keys("ауданы аудан district");
    private static final Set<String> REGION_WORDS = keys("обл область области облысы облыс oblast obl region province");
    private static final Set<String> STREET_WORDS = keys(
            "ул улица пр пр-т пр-кт проспект мкр мкрн мкр-н микрорайон ықшамауданы пер переулок проезд бульвар б-р шоссе тупик көшесі көш даңғылы "
                    + "street str avenue ave д дом уй үй кв квартира корпус зд здание оф офис");

    /// Words that do not help to locate the address.
    private static final Set<String> NOISE = keys(
            "им имени атындағы бывш бывший быв ранее former сельский округ ауылдық округі республика республикасы с-о а-о п-о "
                    + "в во из городская городской администрация казахстан рк қазақстан kazakhstan kz");

    private static final Pattern ABBREVIATED_WITH_SLASH =
            Pattern.compile("(?iu)(?<!\\p{L})([рпас])\\s*/\\s*([но])(?!\\p{L})");

    /// Matches a prefix without a blank after it, such as in `гАлматы` and `г-Алматы`.
    private static final Pattern GLUED = Pattern.compile("(?<![\\p{L}\\p{M}-])([гсп])[-_]?(?=\\p{Lu})");

    private static final Pattern SEPARATOR = Pattern.compile("[,;/|()\\[\\]\\n\\r\"«»„“”\\\\]+|\\s[-–—]\\s");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}'’ʼ`-]*");
    private static final Pattern ADJECTIVE = Pattern.compile("(?iu).+[сц]к(ий|ой|ого|ом)");
    private static final Pattern NUMBER = Pattern.compile("\\p{N}+(-?й|-?я)?");

    /// @return the parts of a cell, in order, without streets and house numbers
    static List<AddressPart> of(String cell) {
        String parted = GLUED.matcher(cell).replaceAll("$1 ");
        String joined = ABBREVIATED_WITH_SLASH.matcher(parted).replaceAll("$1-$2");
        return SEPARATOR
                .splitAsStream(joined)
                .flatMap(chunk -> new Chunk(chunk).read().stream())
                .toList();
    }

    boolean is(Kind... kinds) {
        return Arrays.asList(kinds).contains(kind);
    }

    /// Matches parts that may name a settlement. Without one, a provider cannot find more than the
    /// region.
    static Predicate<AddressPart> namesSettlement() {
        return part -> part.is(Kind.PLAIN, Kind.SETTLEMENT);
    }

    private static Set<String> keys(String words) {
        return Arrays.stream(words.split(" ")).map(PlaceNames::key).collect(Collectors.toUnmodifiableSet());
    }

    /// Parses one clause from left to right. A word such as «село» precedes its name; «область» and
    /// «ауданы» follow it. At the end of a clause, such a word belongs to the preceding name
    /// (`Алматы қ.`), and at the start of a clause to the following name (`район Алтай`).
    private static final class Chunk {

        private final List<String> words;
        private final List<AddressPart> parts = new ArrayList<>();
        private final List<String> open = new ArrayList<>();
        private Kind openKind = Kind.PLAIN;
        private boolean street;

        Chunk(String text) {
            words = WORD.matcher(text)
                    .results()
                    .map(word -> word.group())
                    .filter(word -> !NOISE.contains(PlaceNames.key(word)))
                    .toList();
        }

        List<AddressPart> read() {
            for (int i = 0; i < words.size(); i++) {
                read(words.get(i), i == words.size() - 1);
            }
            close();
            return parts;
        }

        private void read(String word, boolean last) {
            String key = PlaceNames.key(word);
            if (REGION_WORDS.contains(key)) {
                region();
            } else if (DISTRICT_SUFFIXES.contains(key)) {
                endsDistrict();
            } else if (DISTRICT_WORDS.contains(key)) {
                district(last);
            } else if (SETTLEMENT_SUFFIXES.contains(key)) {
                settlement(true);
            } else if (SETTLEMENT_WORDS.contains(key)) {
                settlement(last);
            } else if (STREET_WORDS.contains(key)) {
                street(last);
            } else if (!NUMBER.matcher(word).matches()) {
                open.add(word);
            }
        }

        private void region() {
            if (openKind == Kind.SETTLEMENT && open.size() > 1) {
                splitLastWord(Kind.REGION);
            } else if (open.isEmpty() || openKind == Kind.SETTLEMENT) {
                begin(Kind.REGION);
            } else {
                end(Kind.REGION);
            }
        }

        /// Handles `Талгарский район` and `район Алтай`. In the middle of a clause, the name precedes the
        /// word only if it is an adjective.
        private void district(boolean last) {
            boolean adjective =
                    !open.isEmpty() && ADJECTIVE.matcher(open.getLast()).matches();
            if (last || adjective) {
                endsDistrict();
            } else {
                begin(Kind.DISTRICT);
            }
        }

        private void endsDistrict() {
            boolean adjective =
                    !open.isEmpty() && ADJECTIVE.matcher(open.getLast()).matches();
            if (open.size() > 1 && (adjective || openKind == Kind.SETTLEMENT)) {
                splitLastWord(Kind.DISTRICT);
            } else {
                end(Kind.DISTRICT);
            }
        }

        private void settlement(boolean follows) {
            if (follows && !open.isEmpty()) {
                end(Kind.SETTLEMENT);
            } else {
                begin(Kind.SETTLEMENT);
            }
        }

        private void splitLastWord(Kind kind) {
            String name = open.removeLast();
            close();
            parts.add(new AddressPart(kind, name));
        }

        private void begin(Kind kind) {
            close();
            openKind = kind;
        }

        private void end(Kind kind) {
            openKind = kind;
            close();
        }

        private void street(boolean last) {
            if (last) {
                open.clear();
            } else {
                close();
                street = true;
            }
        }

        private void close() {
            if (!open.isEmpty() && !street) {
                parts.add(new AddressPart(openKind, String.join(" ", open)));
            }
            open.clear();
            openKind = Kind.PLAIN;
            street = false;
        }
    }
}
