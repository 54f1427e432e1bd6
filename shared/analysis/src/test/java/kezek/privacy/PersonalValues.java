package kezek.privacy;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Made-up values of every kind, valid as far as their check digits tell, in the spellings people use.
final class PersonalValues {

    private static final String NBSP = "\u00a0";
    private static final String THIN = "\u2009";
    private static final List<String> BLANKS = List.of(" ", " ", " ", NBSP, THIN, "\u202f", "\t");
    private static final List<String> HYPHENS = List.of("-", "-", "\u2011", "\u2013", " - ", "\u2212");
    private static final List<String> NOTHING_TO_SEE = List.of("\u200b", "\u2060", "\u00ad", "\ufeff", "\u200d");

    /// Stands before and behind a part that is secret when not the whole value is.
    static final String SECRET = "\u0002";

    private final Random random;

    PersonalValues(Random random) {
        this.random = random;
    }

    String spelled(PersonalDataKind kind) {
        return switch (kind) {
            case IIN -> identification(iin());
            case BIN -> identification(bin());
            case CARD -> card();
            case PHONE -> phone();
            case EMAIL -> email();
            case IBAN -> iban();
            case DOCUMENT -> document();
            case ACCOUNT -> account();
            case TEXT -> throw new IllegalArgumentException("no personal value");
        };
    }

    <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    String digits(int count) {
        return random.ints(count, 0, 10).mapToObj(Integer::toString).collect(Collectors.joining());
    }

    private String two(int least, int most) {
        return String.format(Locale.ROOT, "%02d", random.nextInt(least, most + 1));
    }

    private String iin() {
        return checked(() -> two(0, 99) + two(1, 12) + two(1, 28) + random.nextInt(1, 7) + digits(4));
    }

    private String bin() {
        return checked(() -> two(0, 26) + two(1, 12) + random.nextInt(4, 7) + random.nextInt(0, 4) + digits(5));
    }

    /// The eleven digits with their check digit; written apart from the code under test.
    private String checked(Supplier<String> eleven) {
        while (true) {
            String digits = eleven.get();
            int check = 0;
            int second = 0;
            for (int i = 1; i <= 11; i++) {
                int digit = digits.charAt(i - 1) - '0';
                check += digit * i;
                second += digit * ((i + 1) % 11 + 1);
            }
            check %= 11;
            second %= 11;
            if (check < 10 || second < 10) {
                return digits + (check < 10 ? check : second);
            }
        }
    }

    private String identification(String digits) {
        return switch (random.nextInt(9)) {
            case 0 -> digits.substring(0, 6) + one(BLANKS) + digits.substring(6);
            case 1 -> grouped(digits, one(HYPHENS), 6, 3, 3);
            case 2 -> grouped(digits, one(BLANKS), 4, 4, 4);
            case 3 -> grouped(digits, one(BLANKS), 2, 2, 2, 6);
            default -> disguised(digits);
        };
    }

    private String card() {
        String digits = switch (random.nextInt(6)) {
            case 0 -> luhn("37", 15);
            case 1 -> luhn("5" + random.nextInt(1, 6), 16);
            case 2 -> luhn(one(List.of("2200", "2202", "2720", "2221")), 16);
            case 3 -> luhn("62", random.nextInt(16, 20));
            case 4 -> luhn("4", random.nextBoolean() ? 13 : 19);
            default -> luhn("4", 16);
        };
        if (digits.length() == 15 && random.nextBoolean()) {
            return grouped(digits, one(BLANKS), 4, 6, 5);
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> inFours(digits, one(BLANKS));
            case 2 -> inFours(digits, one(HYPHENS));
            case 3 -> broken(inFours(digits, " "));
            default -> disguised(digits);
        };
    }

    private String luhn(String prefix, int length) {
        String body = prefix + digits(length - prefix.length() - 1);
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            sum += i % 2 == 1 ? digit : digit / 5 + digit * 2 % 10;
        }
        return body + (10 - sum % 10) % 10;
    }

    private String phone() {
        String code = one(List.of(
                "700", "701", "702", "705", "707", "708", "747", "771", "775", "776", "777", "778", "727", "717"));
        String line = digits(7);
        String trunk = one(List.of("+7", "8", "7"));
        String a = line.substring(0, 3);
        String b = line.substring(3, 5);
        String c = line.substring(5);
        String blank = one(BLANKS);
        return switch (random.nextInt(12)) {
            case 0 -> "+7" + blank + "(" + code + ")" + blank + a + "-" + b + "-" + c;
            case 1 -> "8(" + code + ")" + a + b + c;
            case 2 -> trunk + blank + code + blank + a + blank + b + blank + c;
            case 3 -> trunk + "-" + code + "-" + a + "-" + b + "-" + c;
            case 4 -> "8 (" + code + ") " + a + " " + b + c;
            case 5 -> "+7." + code + "." + a + "." + b + "." + c;
            case 6 -> code + " " + a + " " + b + " " + c;
            case 7 -> "(" + code + ") " + a + "-" + b + "-" + c;
            case 8 -> one(List.of("+49 151 ", "+44 7911 ", "+998 90 ", "+1 212 ", "+996 555 ")) + line;
            case 9 -> broken(trunk + " " + code + " " + a + " " + b + " " + c);
            default -> disguised(trunk + code + line);
        };
    }

    private String email() {
        String local =
                one(List.of("ivan", "aigerim.s", "petrov_77", "d-akhmetov", "info+kz", "асель", "n.k", "ТИМУР2001"))
                        + random.nextInt(1000);
        String domain = one(List.of("mail", "gmail", "yandex", "freedom-broker", "пример", "test.co"));
        String top = one(List.of("ru", "kz", "com", "рф", "қаз", "net"));
        return switch (random.nextInt(11)) {
            case 0 -> local + " (at) " + domain + "." + top;
            case 1 -> local + "[at]" + domain + "[dot]" + top;
            case 2 -> local + " @ " + domain + " . " + top;
            case 3 -> local + " собака " + domain + " точка " + top;
            case 4 -> local + "\uff20" + domain + "." + top;
            case 5 -> local + "@\n" + domain + "." + top;
            case 6 -> local + "\u200b@" + domain + "." + top;
            default -> local + "@" + domain + "." + top;
        };
    }

    private String iban() {
        String bban = random.nextInt(4) > 0
                ? "KZ" + digits(3) + letterOrDigits(13)
                : one(List.of(
                        "DE" + digits(18),
                        "GB" + "WEST" + digits(14),
                        "TR" + digits(22),
                        "AE" + digits(19),
                        "RU" + digits(29)));
        String country = bban.substring(0, 2);
        String numbers = (bban.substring(2) + country + "00")
                .chars()
                .mapToObj(c -> Integer.toString(Character.digit(c, 36)))
                .collect(Collectors.joining());
        int check = 98 - new BigInteger(numbers).mod(BigInteger.valueOf(97)).intValue();
        String iban = country + String.format(Locale.ROOT, "%02d", check) + bban.substring(2);
        return switch (random.nextInt(6)) {
            case 0 -> inFours(iban, one(BLANKS));
            case 1 -> inFours(iban, "-");
            case 2 -> iban.toLowerCase(Locale.ROOT);
            case 3 -> broken(inFours(iban, " "));
            case 4 -> withInvisible(iban);
            default -> iban;
        };
    }

    private String letterOrDigits(int count) {
        return random.ints(count, 0, 14)
                .mapToObj(i -> i < 10 ? Integer.toString(i) : "" + (char) ('A' + random.nextInt(26)))
                .collect(Collectors.joining());
    }

    private String document() {
        String number = digits(9);
        return switch (random.nextInt(11)) {
            case 0 -> named("удостоверение личности № ", "уд. личности ", "удостоверение: ", number);
            case 1 -> named("жеке куәлік № ", "куәлігім ", "ID card ", number);
            case 2 -> named("уд.л. №", "удв ", "identity card no. ", grouped(number, " ", 3, 3, 3));
            case 3 -> named("паспорт ", "паспорт № ", "Passport No. ", "N" + digits(8));
            case 4 -> SECRET + "N" + digits(8) + SECRET;
            case 5 -> named("паспорт № ", "төлқұжат ", "passport ", digits(8));
            case 6 -> named("паспорт серия ", "паспорт ", "паспорта ", digits(4) + " номер " + digits(6));
            case 7 ->
                named("паспорт РФ ", "паспорт ", "загранпаспорт: ", digits(2) + " " + digits(2) + " " + digits(6));
            case 8 -> named("водительское удостоверение ", "в/у ", "driver's license ", "AB " + digits(6));
            case 9 -> named("номер документа: ", "құжат нөмірі ", "document number ", number);
            default -> named("удостоверения личности номер ", "жүргізуші куәлігі ", "id-карта ", disguised(number));
        };
    }

    private String account() {
        return switch (random.nextInt(8)) {
            case 0 -> named("лицевой счёт № ", "л/с ", "номер счёта ", nonZero(8));
            case 1 -> named("шот нөмірі ", "account number ", "account no. ", nonZero(8));
            case 2 -> named("договор № ", "договора №", "contract no ", "BR-" + digits(4) + "/" + digits(5));
            case 3 ->
                named(
                        "договор от 12.05.2024 № ",
                        "договор от 1.02.2025 г. №",
                        "agreement dated 01/02/2025 # ",
                        nonZero(7));
            case 4 -> named("р/с ", "счёт ", "есепшот: ", "40817810" + nonZero(12));
            case 5 -> named("брокерский счёт ", "счета ", "шотымнан ", "D" + nonZero(7));
            case 6 -> named("по договору №", "келісімшарт № ", "agreement № ", nonZero(6) + "-К");
            default -> named("на счёт ", "со счёта ", "account ", nonZero(9));
        };
    }

    /// One of three words that say what the number is; the words are no secret.
    private String named(String first, String second, String third, String number) {
        return one(List.of(first, second, third)) + SECRET + number + SECRET;
    }

    private String nonZero(int count) {
        return digits(count - 1) + random.nextInt(1, 10);
    }

    private String disguised(String digits) {
        return switch (random.nextInt(10)) {
            case 0 -> inScript(digits, 0xff10);
            case 1 -> inScript(digits, 0x0660);
            case 2 -> withInvisible(digits);
            case 3 -> digits.replaceFirst("(?<=\\d{3})0(?=\\d)", one(List.of("О", "O", "о")));
            default -> digits;
        };
    }

    private static String inScript(String digits, int zero) {
        return digits.chars()
                .mapToObj(c -> Character.toString(c >= '0' && c <= '9' ? zero + c - '0' : c))
                .collect(Collectors.joining());
    }

    private String withInvisible(String text) {
        int at = random.nextInt(1, text.length());
        return text.substring(0, at) + one(NOTHING_TO_SEE) + text.substring(at);
    }

    private String broken(String grouped) {
        int blank = grouped.indexOf(' ', grouped.length() / 2);
        return blank < 0
                ? grouped
                : grouped.substring(0, blank) + one(List.of("\n", "\r\n", " \n")) + grouped.substring(blank + 1);
    }

    private static String inFours(String text, String between) {
        return text.replaceAll("(.{4})(?=.)", "$1" + between);
    }

    private static String grouped(String digits, String between, int... lengths) {
        StringBuilder grouped = new StringBuilder();
        int at = 0;
        for (int length : lengths) {
            grouped.append(at == 0 ? "" : between).append(digits, at, at + length);
            at += length;
        }
        return grouped.toString();
    }
}
