package kezek.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a model's answer. The ticket has two cards, a phone, a mailbox, an IIN.
class MaskedTest {

    private static final Masked TICKET =
            Masker.mask("Карты 4111 1111 1111 1111 и 5555 5555 5555 4444, тел 8 701 123 45 67, "
                    + "ivan@mail.ru, ИИН 850101300124");

    @Test
    void ticketOfTheseTests_isMaskedAsTheyExpect() {
        assertThat(TICKET.text()).isEqualTo("Карты [CARD_1] и [CARD_2], тел [PHONE_1], [EMAIL_1], ИИН [IIN_1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Списали с карты [CARD_1]. | Списали с карты 4111 1111 1111 1111.",
                "с [card_1], [Card 2] | с 4111 1111 1111 1111, 5555 5555 5555 4444",
                "[CARD-2], [ CARD_2 ], [CARD №2], [CARD2] | 5555 5555 5555 4444, 5555 5555 5555 4444, 5555 5555 5555 4444, 5555 5555 5555 4444",
                "(CARD_1) «CARD_2» | (4111 1111 1111 1111) «5555 5555 5555 4444»",
                "**[PHONE_1]** и `PHONE_1` | **8 701 123 45 67** и `8 701 123 45 67`",
                "\\[PHONE\\_1\\] | 8 701 123 45 67",
                "[PHONE_1 перезвонить | 8 701 123 45 67 перезвонить",
                "на PHONE_1] | на 8 701 123 45 67",
                "{PHONE_1}, <PHONE_1>, 【PHONE_1】 | 8 701 123 45 67, 8 701 123 45 67, 8 701 123 45 67",
                "PHONE 1, PHONE-1 | 8 701 123 45 67, 8 701 123 45 67",
                "[ТЕЛЕФОН_1], [телефону 1], [КАРТЫ_2] | 8 701 123 45 67, 8 701 123 45 67, 5555 5555 5555 4444",
                "[ПОЧТА_1], [ЖСН_1], [Номер телефона 1] | ivan@mail.ru, 850101300124, 8 701 123 45 67",
                "[PHONE_1]-ге, [PHONE_1]ге, [EMAIL_1]'s | 8 701 123 45 67-ге, 8 701 123 45 67ге, ivan@mail.ru's",
                "[CARD_1, CARD_2] | 4111 1111 1111 1111, 5555 5555 5555 4444",
                "[CARD_1/CARD_2] | 4111 1111 1111 1111/5555 5555 5555 4444",
                "[PHONE] и [EMAIL] | 8 701 123 45 67 и ivan@mail.ru",
                "[PHONE_NUMBER_1] | 8 701 123 45 67",
                "Звонить на [PHONE_\u200b1] | Звонить на 8 701 123 45 67",
            })
    void changedPlaceholder_isStillUnderstood(String answer, String restored) {
        assertThat(TICKET.restore(answer)).isEqualTo(restored);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Просит проверить [CARD_7]. | Просит проверить номер карты.",
                "Списали с карты [CARD_7], вернуть. | Списали с карты, вернуть.",
                "Списали с карты № [CARD_7]. | Списали с карты.",
                "Перезвонить по номеру [PHONE_9] | Перезвонить по номеру телефона",
                "Номер [PHONE_9] не отвечает | Номер телефона не отвечает",
                "Написать на адрес [EMAIL_3] | Написать на адрес электронной почты",
                "Указан ИИН [IIN_2] | Указан ИИН",
                "Договор [ACCOUNT_1] закрыть | Договор закрыть",
                "Паспорт [DOCUMENT_1] просрочен | Паспорт просрочен",
                "Перевод на [IBAN_1] | Перевод на номер счёта",
                "Просит закрыть [CARD] | Просит закрыть номер карты",
                "Клиент [CLIENT_NAME_1] просит | Клиент просит",
                "Живёт на [ADDRESS_1] | Живёт на данные клиента",
                "The client lost card [CARD_5] | The client lost card",
                "Please call [PHONE_5] | Please call phone number",
                "Клиентке [PHONE_4] қоңырау шалу керек | Клиентке телефон нөмірі қоңырау шалу керек",
                "Рекомендация: позвонить на [PHONE_ | Рекомендация: позвонить на номер телефона",
                "Рекомендация: проверить [CAR | Рекомендация: проверить номер карты",
                "Рекомендация: проверить [ | Рекомендация: проверить данные клиента",
                "Рекомендация: проверить CARD_ | Рекомендация: проверить номер карты",
                "Пишет с _1], хочет | Пишет с данные клиента, хочет",
                "Пишет с ARD_1], хочет | Пишет с номер карты, хочет",
            })
    void placeholderWithNothingBehindIt_becomesNeutralWords(String answer, String restored) {
        assertThat(TICKET.restore(answer)).isEqualTo(restored);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Карта 1 из 2, телефон 8, card 1 and phone 2.",
                "Ошибка 404 [см. приложение], {x}, <br>, a[1], list[0]",
                "CARD 9 осталась, ETF 500, S&P 500_1",
                "Рекомендация: запросить документы.",
            })
    void otherWords_stay(String answer) {
        assertThat(TICKET.restore(answer)).isEqualTo(answer);
    }

    @Test
    void mentions_areSpelledInTheClientsOrder() {
        Masked masked = Masker.mask("87011234567 или +7 701 123 45 67");

        assertThat(masked.restore("[PHONE_1], позже [PHONE_1], ещё раз [PHONE_1]"))
                .isEqualTo("87011234567, позже +7 701 123 45 67, ещё раз 87011234567");
    }

    @Test
    void lineBreaksAndInvisibleCharacters_doNotComeBackIntoASummary() {
        Masked masked = Masker.mask("карта 4111 1111\n1111 11\u200b11, ivan@\nmail.ru");

        assertThat(masked.restore("[CARD_1], [EMAIL_1]")).isEqualTo("4111 1111 1111 1111, ivan@mail.ru");
        assertThat(masked.originals()).containsExactly("карта 4111 1111\n1111 11\u200b11, ivan@\nmail.ru");
    }

    /// An address must not become a group of a regular expression, nor a phone the number of one.
    @Test
    void valuesWithSignsOfPatterns_comeBackAsTheyAre() {
        Masked masked = Masker.mask("a$1\\b x$1@mail.ru");

        assertThat(masked.restore("[EMAIL_1]")).isEqualTo("x$1@mail.ru");
    }
}
