package kezek.privacy;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes messages full of numbers that are nobody's, from a seed.
final class HarmlessTexts {

    private static final Pattern SLOT = Pattern.compile("\\{([A-Z]+)}");

    private static final List<String> TEMPLATES = List.of(
            "На счёт не пришло {SUM}, перевод от {DATE} в {TIME}.",
            "Заявка № {ORDER} от {DATE} висит, верните {SUM}",
            "Купил {COUNT} акций {ISIN} по {PRICE}, комиссия {PERCENT}. Номер сделки {ORDER}",
            "После обновления до {VERSION} ошибка {CODE}, телефон iPhone 15 Pro, iOS 17.4.1",
            "Карта заблокирована с {DATE} {TIME}, списано {SUM} и {SUM}",
            "Обращение {ORDER}, повторно {DATE}; жду {COUNT} дней",
            "Ссылка https://broker.example/t/{UUID}?ts={STAMP}&v={VERSION} не открывается",
            "Договор от {DATE}, сумма {SUM}, ставка {PERCENT}",
            "{DATE} күні {SUM} түспеді, өтінім № {ORDER}",
            "{ISIN} облигациясын {PRICE} бағамен {COUNT} дана алдым, {TIME}",
            "Қосымша {VERSION}, қате {CODE}",
            "Order {ORDER} of {COUNT} shares {ISIN} at {PRICE} was not executed on {DATE} at {TIME}",
            "I sent {SUM} on {DATE}; transaction {ORDER}, reference {UUID}",
            "The app {VERSION} shows {SUM} instead of {SUM}, error {CODE}",
            "таблица\t{DATE}\t{ISIN}\t{COUNT}\t{PRICE}\t{SUM}\n\t{DATE}\t{ISIN}\t{COUNT}\t{PRICE}\t{SUM}",
            "{\"orderId\":{ORDER},\"amount\":{STAMP},\"isin\":\"{ISIN}\",\"date\":\"{DATE}\",\"id\":\"{UUID}\"}");

    private final Random random;

    private HarmlessTexts(long seed) {
        this.random = new Random(seed);
    }

    static List<String> of(long seed, int count) {
        HarmlessTexts texts = new HarmlessTexts(seed);
        return Stream.generate(texts::next).limit(count).toList();
    }

    private String next() {
        Matcher slot = SLOT.matcher(one(TEMPLATES));
        return slot.replaceAll(match -> Matcher.quoteReplacement(value(match.group(1))));
    }

    private String value(String slot) {
        return switch (slot) {
            case "SUM" -> sum();
            case "DATE" -> date();
            case "TIME" -> text("%02d:%02d:%02d", below(24), below(60), below(60));
            case "ORDER" -> (1 + below(9)) + digits(5 + below(8));
            case "COUNT" -> Integer.toString(1 + below(9_999));
            case "ISIN" ->
                one(List.of("KZ1C0000" + digits(4), "KZ2P000" + digits(5), "US" + digits(10), "RU000A" + digits(6)));
            case "PRICE" -> text("%d,%02d", below(100_000), below(100));
            case "PERCENT" -> text("%d.%d%%", below(30), below(10));
            case "VERSION" -> text("%d.%d.%d", below(9), below(60), below(20));
            case "CODE" -> one(List.of("0x" + digits(8), "E" + digits(5), "ERR-" + digits(4), digits(6)));
            case "UUID" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "STAMP" -> "17" + digits(11);
            default -> throw new IllegalArgumentException(slot);
        };
    }

    private String sum() {
        String thousands = text("%d %03d %03d", 1 + below(999), below(1_000), below(1_000));
        return switch (below(6)) {
            case 0 -> thousands + " тенге";
            case 1 -> thousands + " " + text("%03d", below(1_000)) + " ₸";
            case 2 -> text("$%d,%03d.%02d", 1 + below(99), below(1_000), below(100));
            case 3 -> (1 + below(9)) + digits(4 + below(6)) + " KZT";
            case 4 -> thousands.replace(' ', '\u00a0') + ",50 руб";
            default -> (1 + below(9)) + digits(2) + " EUR";
        };
    }

    private String date() {
        int day = 1 + below(28);
        int month = 1 + below(12);
        int year = 1990 + below(37);
        return switch (below(4)) {
            case 0 -> text("%d-%02d-%02d", year, month, day);
            case 1 -> text("%02d/%02d/%d", day, month, year);
            case 2 -> text("%d-%02d-%02dT10:30:%02dZ", year, month, day, below(60));
            default -> text("%02d.%02d.%d", day, month, year);
        };
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(below(10));
        }
        return digits.toString();
    }

    private <T> T one(List<T> list) {
        return list.get(below(list.size()));
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
