package kezek.routing;

import kezek.domain.Category;

/// A hard rule that speaks against giving a ticket to a manager.
///
/// @param code of the requirement that the manager does not meet, or [#NOT_ANALYSED], or
///     `CATEGORY_NOT_ASSIGNED`
/// @param inRussian in words, to stand within a sentence
/// @param inEnglish the same in English
public record BrokenRule(String code, String inRussian, String inEnglish) {

    /// The ticket is not analysed, so what it asks of a manager is unknown.
    public static final String NOT_ANALYSED = "NOT_ANALYSED";

    static BrokenRule unmet(Requirement requirement) {
        return new BrokenRule(
                requirement.code(), "требуется " + requirement.inRussian(), "needed is " + requirement.inEnglish());
    }

    static BrokenRule notAnalysed() {
        return new BrokenRule(
                NOT_ANALYSED,
                "обращение ещё не разобрано, и требования к менеджеру неизвестны",
                "the ticket is not analysed yet, and nobody knows what it asks of a manager");
    }

    static BrokenRule categoryNotAssigned(Category category) {
        return new BrokenRule(
                Planner.CATEGORY_NOT_ASSIGNED,
                "обращения категории «" + category.label() + "» никому не назначаются",
                "tickets of the category “" + category.label() + "” are given to nobody");
    }
}
