package kezek.privacy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes messages of clients with personal values in them, in three languages, from a seed.
final class PersonalTexts {

    /// @param spellings what must not leave the house, as it is written in the text
    record PersonalText(String text, List<String> spellings) {}

    private static final Pattern SLOT = Pattern.compile("\\{([A-Z]+)}");

    private static final List<String> TEMPLATES = List.of(
            "Здравствуйте! Мой ИИН {IIN}, не могу войти в приложение с {DATE}.",
            "Добрый день. Прошу сменить номер {PHONE} на {PHONE}, почта прежняя: {EMAIL}",
            "С карты {CARD} дважды списали {SUM}. Верните деньги на {IBAN}!",
            "{PHONE}\nПерезвоните, заказ № {ORDER} не исполнен",
            "Переведите {SUM} с карты {CARD} на карту {CARD}; {DOCUMENT}, выдано {DATE}",
            "{DOCUMENT}, ИИН:{IIN}. {ACCOUNT} закрыть.",
            "ТОО «Береке», БИН {BIN}, ИИК {IBAN}, {EMAIL}, {PHONE}",
            "Кто-то вошёл в мой кабинет!!! {EMAIL};{PHONE};{IIN}",
            "Почему {ACCOUNT} заблокирован? Пишите: {EMAIL}. Версия приложения 5.12.{VERSION}, акции {ISIN}.",
            "Просрочено уд.личности, новое: {DOCUMENT}. Мои данные: {IIN} {PHONE} {EMAIL}",
            "Не приходит смс на ({PHONE}), пробовала {DATE} в 10:30",
            "Перечислили на {IBAN} ({SUM}), БИН получателя {BIN}. Номер операции {ORDER}",
            "С уважением, Анна\n{PHONE}\n{EMAIL}",
            "> От: {EMAIL}\n> тел: {PHONE}\n\nОтвет так и не получила",
            "Сәлеметсіз бе! ЖСН {IIN}, телефоным {PHONE}, қосымшаға кіре алмаймын.",
            "{CARD} картасынан {SUM} шешілді, {EMAIL} поштасына жазыңыз",
            "БСН {BIN}, шотымыз {IBAN}. {DOCUMENT}.",
            "{DATE} күні {ACCOUNT} бойынша ақша түспеді. Хабарласыңыз: {PHONE}",
            "Жаңа нөмірім {PHONE}, ескісі {PHONE}. Рахмет",
            "Hello, my card {CARD} was charged {SUM} on {DATE}. Call me at {PHONE} or write to {EMAIL}.",
            "My IIN is {IIN}; {DOCUMENT}; please unblock me",
            "Wire of {SUM} to {IBAN} is missing, order #{ORDER}, {ACCOUNT}",
            "Company BIN: {BIN}\nIBAN: {IBAN}\nE-mail: {EMAIL}",
            "How do I change {EMAIL} to {EMAIL}? ISIN {ISIN}",
            "{IIN}",
            "{CARD}",
            "{PHONE}, {PHONE}",
            "«{EMAIL}»",
            "\"{IBAN}\"",
            "{IIN}\n{CARD}\n{PHONE}\n{IBAN}",
            "ИИН/телефон: {IIN}/{PHONE}",
            "таблица\t{IIN}\t{SUM}\t{CARD}\t{DATE}");

    private static final List<String> JSON = List.of(
            "{\"iin\":\"{IIN}\",\"phone\":\"{PHONE}\",\"amount\":150000}",
            "ошибка: {\"card\": {\"number\": \"{CARD}\"}, \"email\": \"{EMAIL}\", \"time\": \"2024-05-12T10:30:00\"}",
            "{\"iban\":\"{IBAN}\",\"bin\":\"{BIN}\",\"note\":\"{DOCUMENT}\"}");

    private static final List<String> ADDRESSES = List.of(
            "Не открывается https://broker.example/login?iin={IIN}&phone={PHONE}&r=1",
            "https://x.example/pay?to={IBAN}&card={CARD}&sum=150000#top не работает",
            "mailto:{EMAIL}?subject=help",
            "https://r.example/?url=https%3A%2F%2Fy.example%2F%3Femail%3D{EMAIL}%26tel%3D{PHONE}&s=1");

    private final Random random;
    private final PersonalValues values;

    private PersonalTexts(long seed) {
        this.random = new Random(seed);
        this.values = new PersonalValues(random);
    }

    static List<PersonalText> of(long seed, int count) {
        PersonalTexts texts = new PersonalTexts(seed);
        return Stream.generate(texts::next).limit(count).toList();
    }

    private PersonalText next() {
        return switch (random.nextInt(12)) {
            case 0 -> filled(values.one(JSON), Writing.JSON);
            case 1 -> filled(values.one(ADDRESSES), Writing.ADDRESS);
            case 2 ->
                joined(filled(values.one(TEMPLATES), Writing.PLAIN), filled(values.one(TEMPLATES), Writing.PLAIN));
            default -> filled(values.one(TEMPLATES), Writing.PLAIN);
        };
    }

    private enum Writing {
        PLAIN,
        JSON,
        ADDRESS
    }

    private PersonalText joined(PersonalText first, PersonalText second) {
        List<String> spellings = new ArrayList<>(first.spellings);
        spellings.addAll(second.spellings);
        return new PersonalText(
                first.text + values.one(List.of(" ", "\n", "\n\n", " … ", "; ")) + second.text, spellings);
    }

    private PersonalText filled(String template, Writing writing) {
        List<String> spellings = new ArrayList<>();
        Matcher slot = SLOT.matcher(template);
        StringBuilder text = new StringBuilder();
        while (slot.find()) {
            String value = value(slot.group(1), spellings);
            slot.appendReplacement(text, Matcher.quoteReplacement(written(value, writing)));
        }
        return new PersonalText(slot.appendTail(text).toString(), spellings);
    }

    private String value(String slot, List<String> spellings) {
        return switch (slot) {
            case "DATE" -> values.one(List.of("12.05.2024", "2024-05-12", "3 мая 2025 г.", "01/02/2025"));
            case "SUM" ->
                values.one(List.of("450 000 тенге", "1 250 000 000 ₸", "$1,500.00", "200 EUR", "15-20$", "450000 тг"));
            case "ORDER" -> "1" + values.digits(8);
            case "VERSION" -> values.digits(2);
            case "ISIN" -> "KZ1C0000" + values.digits(4);
            default -> {
                String value = values.spelled(PersonalDataKind.valueOf(slot));
                String[] parts = value.split(PersonalValues.SECRET);
                spellings.add(parts.length > 1 ? parts[1] : value);
                yield value.replace(PersonalValues.SECRET, "");
            }
        };
    }

    private static String written(String value, Writing writing) {
        return switch (writing) {
            case PLAIN -> value;
            case JSON ->
                value.replace("\r", "\\r")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                        .replace("\u00a0", "\\u00a0");
            case ADDRESS -> URLEncoder.encode(value, StandardCharsets.UTF_8);
        };
    }
}
