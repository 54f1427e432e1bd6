package kezek.privacy;

import java.util.Map;
import kezek.text.Cyrillic;

/// The words that replace a placeholder without a value, by language.
enum FallbackWords {
    RUSSIAN(
            "данные клиента",
            Map.of(
                    PersonalDataKind.IIN, "ИИН",
                    PersonalDataKind.BIN, "БИН",
                    PersonalDataKind.CARD, "номер карты",
                    PersonalDataKind.PHONE, "номер телефона",
                    PersonalDataKind.EMAIL, "адрес электронной почты",
                    PersonalDataKind.IBAN, "номер счёта",
                    PersonalDataKind.ACCOUNT, "номер счёта",
                    PersonalDataKind.DOCUMENT, "номер документа",
                    PersonalDataKind.TEXT, "слова клиента")),
    KAZAKH(
            "клиент деректері",
            Map.of(
                    PersonalDataKind.IIN, "ЖСН",
                    PersonalDataKind.BIN, "БСН",
                    PersonalDataKind.CARD, "карта нөмірі",
                    PersonalDataKind.PHONE, "телефон нөмірі",
                    PersonalDataKind.EMAIL, "электрондық пошта",
                    PersonalDataKind.IBAN, "шот нөмірі",
                    PersonalDataKind.ACCOUNT, "шот нөмірі",
                    PersonalDataKind.DOCUMENT, "құжат нөмірі",
                    PersonalDataKind.TEXT, "клиент сөздері")),
    ENGLISH(
            "client data",
            Map.of(
                    PersonalDataKind.IIN, "IIN",
                    PersonalDataKind.BIN, "BIN",
                    PersonalDataKind.CARD, "card number",
                    PersonalDataKind.PHONE, "phone number",
                    PersonalDataKind.EMAIL, "e-mail address",
                    PersonalDataKind.IBAN, "account number",
                    PersonalDataKind.ACCOUNT, "account number",
                    PersonalDataKind.DOCUMENT, "document number",
                    PersonalDataKind.TEXT, "the client's words"));

    private final String anything;
    private final Map<PersonalDataKind, String> words;

    FallbackWords(String anything, Map<PersonalDataKind, String> words) {
        this.anything = anything;
        this.words = words;
    }

    String of(PersonalDataKind kind) {
        return words.getOrDefault(kind, anything);
    }

    String anything() {
        return anything;
    }

    /// @return the words in the language of a sentence, as far as its letters show
    static FallbackWords in(String sentence) {
        int cyrillic = 0;
        int latin = 0;
        for (int i = 0; i < sentence.length(); i++) {
            char letter = sentence.charAt(i);
            if (Cyrillic.isKazakhLetter(letter)) {
                return KAZAKH;
            }
            Character.UnicodeScript script = Character.UnicodeScript.of(letter);
            cyrillic += script == Character.UnicodeScript.CYRILLIC ? 1 : 0;
            latin += script == Character.UnicodeScript.LATIN ? 1 : 0;
        }
        return latin > cyrillic ? ENGLISH : RUSSIAN;
    }
}
