package kezek.privacy;

import java.util.List;

/// The kinds of values behind placeholders. The name of a constant is the word in the placeholder:
/// `[CARD_1]`.
///
/// The words are Latin capitals because models copy such placeholders unchanged and do not decline them,
/// and because a Cyrillic word would affect the detection of the language of an English text.
public enum PersonalDataKind {
    /// Individual identification number of a person in Kazakhstan (ИИН, ЖСН).
    IIN(List.of("iin", "иин", "жсн")),
    /// Business identification number of an organisation in Kazakhstan (БИН, БСН).
    BIN(List.of("bin", "бин", "бсн")),
    /// Number of a payment card.
    CARD(List.of("card", "карт", "кард")),
    PHONE(List.of("phone", "tel", "телефон", "тел")),
    EMAIL(List.of("email", "e-mail", "mail", "почт", "пошт", "имеил", "емаил")),
    /// International bank account number.
    IBAN(List.of("iban", "ибан", "иик")),
    /// Account or contract number of any other form.
    ACCOUNT(List.of("account", "счет", "есепшот", "шот", "договор", "contract")),
    /// Number of an identity card, a passport or a driver's licence.
    DOCUMENT(List.of("document", "doc", "документ", "кужат", "паспорт", "passport", "удостоверен")),
    /// Not personal data: text by the client that looks like a placeholder and must not be mistaken for
    /// one.
    TEXT(List.of("text", "текст", "матин"));

    private final List<String> stems;

    PersonalDataKind(List<String> stems) {
        this.stems = stems;
    }

    /// @return the beginnings of the word in a placeholder that a model translated or declined, as
    ///     [NormalizedText] folds letters
    List<String> stems() {
        return stems;
    }
}
