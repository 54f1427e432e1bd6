package kezek.routing;

import java.util.Locale;
import java.util.stream.Collectors;

/// A verdict in Russian.
final class RussianWording implements Wording {

    @Override
    public String office(Way way) {
        return switch (way.rule()) {
            case NEAREST -> "Ближайший к клиенту офис — " + way.officeName() + " (" + km(way.nearestKm()) + ").";
            case HUB_UNKNOWN_PLACE -> "Адрес клиента не определён; " + hub(way);
            case HUB_FOREIGN -> "Адрес клиента за границей; " + hub(way);
            case HUB_KEPT -> "Очередь офисов уже определила офис для этого обращения: " + way.officeName() + ".";
            case NO_HUB_OFFICE, NO_PLACED_OFFICE, CATEGORY_NOT_ASSIGNED -> "";
        };
    }

    private static String hub(Way way) {
        String hubs = String.join(" и ", way.hubs());
        return way.isByTurn()
                ? "такие обращения по очереди получают офисы " + hubs + ", сейчас очередь: " + way.officeName() + "."
                : "такие обращения получают офисы " + hubs + ", но в списке офисов есть только " + way.officeName()
                        + ".";
    }

    @Override
    public String needs(Way way) {
        return way.needsNothing()
                ? ""
                : "Требуется: "
                        + way.requirements().stream()
                                .map(Requirement::inRussian)
                                .collect(Collectors.joining(", "))
                        + ".";
    }

    @Override
    public String fallback(Way way) {
        return way.takingOffice()
                .map(name ->
                        (way.needsNothing() ? "Менеджеров в этом офисе нет; " : "Таких менеджеров в этом офисе нет; ")
                                + way.takingKm()
                                        .map(km -> "ближайший к " + (way.isFromClient() ? "клиенту" : "нему")
                                                + " офис, где они есть, — " + name + " (" + km(km) + ").")
                                        .orElseGet(() -> "следующий по списку офис, где они есть, — " + name
                                                + " (расстояние неизвестно)."))
                .orElse("");
    }

    @Override
    public String winner(Way way, Winner winner) {
        String chosen = winner.chosen().name();
        if (winner.pair().isPresent()) {
            LoadedPair pair = winner.pair().get();
            return (way.needsNothing() ? "Меньше всех загружены " : "Из подходящих меньше всех загружены ")
                    + loaded(pair.first()) + " и " + loaded(pair.second())
                    + "; они получают обращения по очереди, сейчас очередь: " + chosen + ".";
        }
        String managers = way.needsNothing() ? "менеджеров" : "подходящих менеджеров";
        String person = loaded(winner.chosen());
        return switch (winner.reason()) {
            case ONLY_ONE -> "Обращение получает " + person + ": других " + managers + " в этом офисе нет.";
            case LEAST_LOADED ->
                "Обращение получает " + person + ": это наименьшая нагрузка среди " + managers + " этого офиса.";
            case MOST_EVEN ->
                "Обращения распределялись вместе, чтобы нагрузка тех, кто может их взять, была как можно ровнее;"
                        + " это обращение получает " + person + ".";
        };
    }

    private static String loaded(Loaded manager) {
        return manager.name() + " (" + manager.load() + " в работе)";
    }

    @Override
    public String problem(Way way, String problem) {
        return switch (problem) {
            case Planner.NOBODY_ELIGIBLE ->
                (way.needsNothing() ? "Менеджеров" : "Таких менеджеров")
                        + " нет ни в этом офисе, ни в других; обращение ждёт изменений в списке менеджеров.";
            case Planner.NOBODY_ELIGIBLE_IN_OFFICE ->
                (way.needsNothing() ? "Менеджеров" : "Таких менеджеров")
                        + " в этом офисе нет, а в другие офисы по правилам обращения не передаются; обращение ждёт"
                        + " изменений в списке менеджеров.";
            case Planner.NO_HUB_OFFICE ->
                "Адрес клиента не определён или находится за границей; такие обращения получают офисы "
                        + String.join(" и ", way.hubs())
                        + ", но их нет в списке офисов. Обращение ждёт изменений в этом списке.";
            case Planner.NO_PLACED_OFFICE ->
                "В списке нет ни одного офиса, координаты которого известны; обращение ждёт изменений в этом списке.";
            case Planner.CATEGORY_NOT_ASSIGNED ->
                "По правилам обращения категории «" + way.category() + "» никому не назначаются.";
            default -> throw Planner.unknownProblem(problem);
        };
    }

    private static String km(double km) {
        return km < 1 ? "меньше 1 км" : String.format(Locale.ROOT, "%.0f км", km);
    }
}
