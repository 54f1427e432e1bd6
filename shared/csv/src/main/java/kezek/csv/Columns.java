package kezek.csv;

/// The columns that the readers ask for by name.
final class Columns {

    static final Column OFFICE = Column.required("Офис");
    static final Column OFFICE_ADDRESS = Column.required("Адрес");

    static final Column MANAGER_NAME = Column.required("ФИО");
    static final Column POSITION = Column.required("Должность");
    static final Column SKILLS = Column.required("Навыки");
    static final Column BASELINE = Column.required("Количество обращений в работе");

    static final Column GUID = Column.required("GUID клиента");
    static final Column GENDER = Column.optional("Пол клиента");
    static final Column BIRTH_DATE = Column.optional("Дата рождения");
    static final Column DESCRIPTION = Column.required("Описание");
    static final Column ATTACHMENT = Column.optional("Вложения");
    static final Column SEGMENT = Column.required("Сегмент клиента");
    static final Column COUNTRY = Column.required("Страна");
    static final Column REGION = Column.optional("Область");
    static final Column CITY = Column.required("Населённый пункт");
    static final Column STREET = Column.optional("Улица");
    static final Column HOUSE = Column.optional("Дом");

    private Columns() {}
}
