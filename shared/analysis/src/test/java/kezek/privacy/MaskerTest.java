package kezek.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is masked and what is not, one spelling a line. All values are made up.
class MaskerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "ИИН 850101300124 | ИИН [IIN_1]",
                "+447911504192%20звоните | [PHONE_1]%20звоните",
                "850101300124 без слова | [IIN_1] без слова",
                "ЖСН:850101-300-124. | ЖСН:[IIN_1].",
                "Мой ИИН 850101300120 (опечатка) | Мой ИИН [IIN_1] (опечатка)",
                "ИИН 85010130012, не вышло | ИИН [IIN_1], не вышло",
                "IIN: 8501 0130 0124 | IIN: [IIN_1]",
                "БИН 940140000385 | БИН [BIN_1]",
                "ИИН ТОО 940140000385 | ИИН ТОО [BIN_1]",
                "4111 1111 1111 1111 | [CARD_1]",
                "карта 4111-1111-1111-1112 | карта [CARD_1]",
                "3782 822463 10005 | [CARD_1]",
                "8600 0000 0000 0007 | [CARD_1]",
                "+7 (701) 123-45-67 | [PHONE_1]",
                "8-701-123-45-67 | [PHONE_1]",
                "wa.me/77011234567 | wa.me/[PHONE_1]",
                "007 701 1234567 | [PHONE_1]",
                "звоните (8(7172)55-66-77) | звоните ([PHONE_1])",
                "+49 151 23456789 | [PHONE_1]",
                "тел. 7011234567 | тел. [PHONE_1]",
                "тел.: 250-12-34 | тел.: [PHONE_1]",
                "Телефоным 701 123 45 67 | Телефоным [PHONE_1]",
                "a.b+c@mail.example.kz, | [EMAIL_1],",
                "иван@почта.рф | [EMAIL_1]",
                "ivan@xn--80a1acny.xn--p1ai | [EMAIL_1]",
                "ivan (at) mail . ru | [EMAIL_1]",
                "ivan собака mail точка ru | [EMAIL_1]",
                "ivan at mail dot ru | [EMAIL_1]",
                "ivan@gmail | [EMAIL_1]",
                "url=u%2540mail.kz%7C1 | url=[EMAIL_1]%7C1",
                "KZ86125KZT5004100100 | [IBAN_1]",
                "счёт KZ86 125K ZT50 0410 0109 | счёт [IBAN_1]",
                "КZ86 125К ZТ50 0410 0100 | [IBAN_1]",
                "ИИК KZ937227LDVIEIPNAS0C, | ИИК [IBAN_1],",
                "GB82 WEST 1234 5698 7654 32 | [IBAN_1]",
                "уд. личности 045123456 | уд. личности [DOCUMENT_1]",
                "жеке куәлік № 045 123 456 | жеке куәлік № [DOCUMENT_1]",
                "паспорт N12345678 | паспорт [DOCUMENT_1]",
                "паспорт № 12345678 | паспорт № [DOCUMENT_1]",
                "паспорт серия 4510 номер 123456 | паспорт серия [DOCUMENT_1]",
                "в/у AB 123456 | в/у [DOCUMENT_1]",
                "номер документа: 045123456 | номер документа: [DOCUMENT_1]",
                "договор № BR-2023/0012345 | договор № [ACCOUNT_1]",
                "л/с 1234567 | л/с [ACCOUNT_1]",
                "account number 1234567 | account number [ACCOUNT_1]",
                "договор от 12.05.2024 № 77123 | договор от 12.05.2024 № [ACCOUNT_1]",
                "8501\u200b0130\u20600124 | [IIN_1]",
                "８７０１１２３４５６７ | [PHONE_1]",
                "٨٧٠١١٢٣٤٥٦٧ | [PHONE_1]",
                "87О11234567 | [PHONE_1]",
                "8\u00a0701\u2009123\u202f45\u00a067 | [PHONE_1]",
                "ИИН850101300124тел87011234567 | ИИН[IIN_1]тел[PHONE_1]",
                "{\"phone\":\"8701\\n1234567\"} | {\"phone\":\"[PHONE_1]\"}",
            })
    void personal_isMasked(String text, String masked) {
        assertThat(Masker.mask(text).text()).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "450 000 000 000 тенге",
                "Не хватает 1 250 000.50 KZT и $4,111.00",
                "заказ № 123456789012",
                "обращение 1234567890",
                "заявка 7011234567",
                "12.05.2024 10:30:45, 2024-05-12T10:30:45Z, 20240512103045",
                "с 01.02.2024 по 12.05.2024",
                "версия 5.12.54, iOS 17.4.1, 192.168.100.200",
                "ISIN KZ1C00001619, KZ2P00010101, US0378331005, тикер KSPI",
                "код ошибки 0x80070005, 98f309664bb94217240808de6a0d64bf",
                "GUID fe44694a-10ed-f011-8406-0022481ba5f0",
                "на счёт 500 000 тенге не пришло 125$",
                "на счет 500000 не пришли",
                "телефон за 450 000 тенге, телефон не работает с 12.05.2024",
                "карта *1234, карта 4111 11** **** 1111",
                "мой номер +77ХХХХХХХ46, 87ХХХХХХХХ",
                "+1 500 000 000 тенге, +15%, 3-5 дней, 24/7",
                "курс 512,45; 15-20$, от 300 шт, ТОП-10",
                "ул. Абая 12, кв. 45, 050000 Алматы",
                "Иванов Иван, 12.05.1985 года рождения",
                "пишите в Telegram @ivan_ivanov",
                "look at google.com and mail.ru",
                "договор от 12.05.2024",
                "ответ 5 @ 10",
            })
    void nothingPersonal_staysAsItIs(String text) {
        assertThat(Masker.mask(text).text()).isEqualTo(text);
    }

    @Test
    void sameValueInOtherSpellings_hasOnePlaceholder_inAllFields() {
        Masked masked = Masker.mask(List.of("87011234567, +7 701 123-45-67; 8(702)1234567", "tel_+77011234567.png"));

        assertThat(masked.texts()).containsExactly("[PHONE_1], [PHONE_1]; [PHONE_2]", "tel_[PHONE_1].png");
        assertThat(masked.originals())
                .containsExactly("87011234567, +7 701 123-45-67; 8(702)1234567", "tel_+77011234567.png");
    }

    /// A number without a check digit is known by its word, which people write once.
    @Test
    void numberThatAWordGaveAway_isMaskedInEveryPlaceAndField() {
        Masked masked = Masker.mask(List.of("новое 045765432; удостоверение № 045765432", "scan 045 765 432.jpg"));

        assertThat(masked.texts())
                .containsExactly("новое [DOCUMENT_1]; удостоверение № [DOCUMENT_1]", "scan [DOCUMENT_1].jpg");
    }

    @Test
    void toString_countsAndShowsNothing() {
        Masked masked = Masker.mask("87011234567 и 87021234567, карта 4111 1111 1111 1111");

        assertThat(masked).hasToString("Masked[CARD 1, PHONE 2]");
    }

    /// Or an answer that quotes the client's own brackets would get somebody's number.
    @Test
    void clientsOwnBrackets_areNotTakenForPlaceholders() {
        Masked masked = Masker.mask("В шаблоне [CARD_1] и CARD_2, ошибка [ERROR_404], карта 4111 1111 1111 1111");

        assertThat(masked.text()).isEqualTo("В шаблоне [TEXT_1] и [TEXT_2], ошибка [ERROR_404], карта [CARD_1]");
        assertThat(masked.restore("Пишет про [TEXT_1] и [ERROR_404], карта [CARD_1]"))
                .isEqualTo("Пишет про [CARD_1] и [ERROR_404], карта 4111 1111 1111 1111");
    }
}
