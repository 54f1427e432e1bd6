package kezek.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.routing.Requirement;
import kezek.routing.RoutingRules;
import org.jspecify.annotations.Nullable;

/// Reads `routing-rules.json`. What is wrong in it is told with the name of the rule.
public final class RulesFile {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private RulesFile() {}

    private record Rules(
            @JsonProperty("home_country") @Nullable List<String> homeCountry,
            @JsonProperty("hub_offices") @Nullable List<String> hubOffices,
            @JsonProperty("requirements") @Nullable List<Rule> requirements,
            @JsonProperty("strategy") @Nullable String strategy,

            @JsonProperty("categories_not_assigned") @Nullable
            List<String> categoriesNotAssigned) {}

    private record Rule(
            @JsonProperty("code") @Nullable String code,
            @JsonProperty("when") @Nullable When when,
            @JsonProperty("needs") @Nullable Needs needs) {}

    private record When(
            @JsonProperty("segment") @Nullable List<String> segment,
            @JsonProperty("category") @Nullable List<String> category,
            @JsonProperty("language") @Nullable List<String> language) {}

    private record Needs(
            @JsonProperty("skill") @Nullable List<String> skill,
            @JsonProperty("position") @Nullable List<String> position) {}

    /// @return the rules of the original task
    public static RoutingRules standard() {
        try (InputStream file = RulesFile.class.getResourceAsStream("routing-rules.json")) {
            return read(Objects.requireNonNull(file, "routing-rules.json is part of this package"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IllegalArgumentException if the file breaks a rule; the message names it and says what is expected
    public static RoutingRules read(InputStream file) {
        Rules rules = parse(file);
        return new RoutingRules(
                Set.copyOf(given(rules.homeCountry(), "home_country")),
                given(rules.hubOffices(), "hub_offices"),
                given(rules.requirements(), "requirements").stream()
                        .map(RulesFile::requirement)
                        .toList(),
                strategy(Optional.ofNullable(rules.strategy()).orElse("top-two-round-robin")),
                orEmpty(rules.categoriesNotAssigned()).stream()
                        .map(label -> category("categories_not_assigned", label))
                        .collect(Collectors.toSet()));
    }

    private static Rules parse(InputStream file) {
        try {
            return MAPPER.readValue(file, Rules.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("routing-rules.json: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Requirement requirement(Rule rule) {
        String code = Optional.ofNullable(rule.code())
                .orElseThrow(() -> new IllegalArgumentException("routing-rules.json: a requirement has no \"code\""));
        When when = Optional.ofNullable(rule.when()).orElse(new When(null, null, null));
        Needs needs = Optional.ofNullable(rule.needs()).orElse(new Needs(null, null));
        return new Requirement(
                code,
                orEmpty(when.segment()),
                orEmpty(when.category()).stream()
                        .map(label -> category("requirement " + code, label))
                        .collect(Collectors.toSet()),
                orEmpty(when.language()).stream()
                        .map(name -> language(code, name))
                        .collect(Collectors.toSet()),
                orEmpty(needs.skill()),
                orEmpty(needs.position()));
    }

    private static Category category(String where, String label) {
        return Category.ofLabel(label)
                .orElseThrow(() -> new IllegalArgumentException("routing-rules.json, " + where + ": \"" + label
                        + "\" is no category; expected one of "
                        + Arrays.stream(Category.values()).map(Category::label).toList()));
    }

    private static Language language(String code, String name) {
        return Arrays.stream(Language.values())
                .filter(language -> language.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("routing-rules.json, requirement " + code + ": \""
                        + name + "\" is no language; expected one of " + Arrays.toString(Language.values())));
    }

    private static RoutingRules.Strategy strategy(String name) {
        return Arrays.stream(RoutingRules.Strategy.values())
                .filter(strategy -> fileName(strategy).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("routing-rules.json: \"" + name
                        + "\" is no strategy; expected one of "
                        + Arrays.stream(RoutingRules.Strategy.values())
                                .map(RulesFile::fileName)
                                .toList()));
    }

    private static String fileName(RoutingRules.Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> List<T> given(@Nullable List<T> values, String name) {
        return Optional.ofNullable(values)
                .orElseThrow(() -> new IllegalArgumentException("routing-rules.json has no \"" + name + "\""));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }
}
