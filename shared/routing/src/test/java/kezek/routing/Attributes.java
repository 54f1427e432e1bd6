package kezek.routing;

import java.util.Map;
import kezek.domain.Category;
import kezek.domain.Language;

/// Routing attributes of analysed tickets.
public final class Attributes {

    private Attributes() {}

    public static RoutingAttributes of(String segment, Category category, Language language) {
        return new RoutingAttributes(Map.of(
                RoutingAttribute.SEGMENT, segment,
                RoutingAttribute.CATEGORY, category.label(),
                RoutingAttribute.LANGUAGE, language.name()));
    }
}
