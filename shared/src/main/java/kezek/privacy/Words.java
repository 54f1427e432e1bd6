package kezek.privacy;

import java.util.Map;

/// What stands in an answer where a placeholder stood that nothing is known behind.
enum Words {
    RUSSIAN(
            "данные клиента",
            Map.of(
                    Kind.IIN, "ИИН",
                    Kind.BIN, "БИН",
                    Kind.CARD, "номер карты",
                    Kind.PHONE, "номер телефона",
                    Kind.EMAIL, "адрес электронной почты",
                    Kind.IBAN, "номер счёта",
                    Kind.ACCOUNT, "номер счёта",
                    Kind.DOCUMENT, "номер документа",
                    Kind.TEXT, "слова клиента")),
    KAZAKH(
            "клиент деректері",
            Map.of(
                    Kind.IIN, "ЖСН",
                    Kind.BIN, "БСН",
                    Kind.CARD, "карта нөмірі",
                    Kind.PHONE, "телефон нөмірі",
                    Kind.EMAIL, "электрондық пошта",
                    Kind.IBAN, "шот нөмірі",
                    Kind.ACCOUNT, "шот нөмірі",
                    Kind.DOCUMENT, "құжат нөмірі",
                    Kind.TEXT, "клиент сөздері")),
    ENGLISH(
            "client data",
            Map.of(
                    Kind.IIN, "IIN",
                    Kind.BIN, "BIN",
                    Kind.CARD, "card number",
                    Kind.PHONE, "phone number",
                    Kind.EMAIL, "e-mail address",
                    Kind.IBAN, "account number",
                    Kind.ACCOUNT, "account number",
                    Kind.DOCUMENT, "document number",
                    Kind.TEXT, "the client's words"));

    private static final String KAZAKH_LETTERS = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";

    private final String anything;
    private final Map<Kind, String> words;

    Words(String anything, Map<Kind, String> words) {
        this.anything = anything;
        this.words = words;
    }

    String of(Kind kind) {
        return words.getOrDefault(kind, anything);
    }

    String anything() {
        return anything;
    }

    /// Those of the language that a sentence is written in, as far as its letters tell.
    static Words in(String sentence) {
        int cyrillic = 0;
        int latin = 0;
        for (int i = 0; i < sentence.length(); i++) {
            char letter = sentence.charAt(i);
            if (KAZAKH_LETTERS.indexOf(letter) >= 0) {
                return KAZAKH;
            }
            Character.UnicodeScript script = Character.UnicodeScript.of(letter);
            cyrillic += script == Character.UnicodeScript.CYRILLIC ? 1 : 0;
            latin += script == Character.UnicodeScript.LATIN ? 1 : 0;
        }
        return latin > cyrillic ? ENGLISH : RUSSIAN;
    }
}
