package kezek.domain;

import java.util.Arrays;
import java.util.Optional;

/// The topic of a ticket. The labels come from the original task. They are stored, shown, and used in
/// filters.
public enum Category {
    COMPLAINT("Жалоба"),
    DATA_CHANGE("Смена данных"),
    CONSULTATION("Консультация"),
    CLAIM("Претензия"),
    APP_FAILURE("Неработоспособность приложения"),
    FRAUD("Мошеннические действия"),
    SPAM("Спам");

    private final String label;

    Category(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// @return the category with exactly this label, or empty
    public static Optional<Category> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(category -> category.label.equals(label))
                .findFirst();
    }
}
