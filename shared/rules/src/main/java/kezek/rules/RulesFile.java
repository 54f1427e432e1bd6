package kezek.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
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
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private static final String FILE = "routing-rules.json";

    /// What the messages call the rules.
    private final String name;

    private RulesFile(String name) {
        this.name = name;
    }

    private record Rules(
            @JsonProperty("home_country") @Nullable List<@Nullable String> homeCountry,
            @JsonProperty("hub_offices") @Nullable List<@Nullable String> hubOffices,
            @JsonProperty("requirements") @Nullable List<@Nullable Rule> requirements,
            @JsonProperty("fallback") @Nullable String fallback,
            @JsonProperty("strategy") @Nullable String strategy,

            @JsonProperty("categories_not_assigned") @Nullable
            List<@Nullable String> categoriesNotAssigned) {

        /// @return these, and where they are silent the others
        Rules or(Rules others) {
            return new Rules(
                    homeCountry == null ? others.homeCountry : homeCountry,
                    hubOffices == null ? others.hubOffices : hubOffices,
                    requirements == null ? others.requirements : requirements,
                    fallback == null ? others.fallback : fallback,
                    strategy == null ? others.strategy : strategy,
                    categoriesNotAssigned == null ? others.categoriesNotAssigned : categoriesNotAssigned);
        }
    }

    private record Rule(
            @JsonProperty("code") @Nullable String code,
            @JsonProperty("when") @Nullable When when,
            @JsonProperty("needs") @Nullable Needs needs) {}

    private record When(
            @JsonProperty("segment") @Nullable List<@Nullable String> segment,
            @JsonProperty("category") @Nullable List<@Nullable String> category,
            @JsonProperty("language") @Nullable List<@Nullable String> language) {}

    private record Needs(
            @JsonProperty("skill") @Nullable List<@Nullable String> skill,
            @JsonProperty("position") @Nullable List<@Nullable String> position) {}

    /// @return the rules of the original task
    public static RoutingRules standard() {
        RulesFile file = new RulesFile(FILE);
        return file.checked(file.standardRules());
    }

    /// @throws IllegalArgumentException if the file breaks a rule; the message names it and says what is
    ///     expected
    public static RoutingRules read(InputStream file) {
        RulesFile reader = new RulesFile(FILE);
        return reader.checked(reader.parse(file));
    }

    /// @param changes some of the rules, or all, as in the file
    /// @param name what the messages call them
    /// @return the rules of the original task with these in their place
    /// @throws IllegalArgumentException as in [#read]
    public static RoutingRules changed(InputStream changes, String name) {
        RulesFile reader = new RulesFile(name);
        return reader.checked(reader.parse(changes).or(reader.standardRules()));
    }

    private Rules standardRules() {
        try (InputStream file = RulesFile.class.getResourceAsStream(FILE)) {
            return parse(Objects.requireNonNull(file, FILE + " is part of this package"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RoutingRules checked(Rules rules) {
        List<String> homeCountry = words(given(rules.homeCountry(), "home_country"), "home_country");
        List<String> hubOffices = words(given(rules.hubOffices(), "hub_offices"), "hub_offices");
        List<Requirement> requirements = requirements(given(rules.requirements(), "requirements"));
        RoutingRules.Fallback fallback = choice(
                "fallback",
                rules.fallback(),
                RoutingRules.Fallback.NEAREST_TO_PRIMARY,
                RoutingRules.Fallback.values(),
                RoutingRules.Fallback::label);
        RoutingRules.Strategy strategy = choice(
                "strategy",
                rules.strategy(),
                RoutingRules.Strategy.TOP_TWO_ROUND_ROBIN,
                RoutingRules.Strategy.values(),
                RoutingRules.Strategy::label);
        Set<Category> notAssigned = categories(orEmpty(rules.categoriesNotAssigned()), "categories_not_assigned");
        return named(() ->
                new RoutingRules(Set.copyOf(homeCountry), hubOffices, requirements, fallback, strategy, notAssigned));
    }

    private Rules parse(InputStream file) {
        try {
            return Optional.ofNullable(MAPPER.readValue(file, Rules.class))
                    .orElseThrow(() -> wrong("expected an object with the rules, but found null"));
        } catch (UnrecognizedPropertyException e) {
            throw wrong(
                    path(e.getPath()) + ": there is no such rule; expected one of "
                            + Optional.ofNullable(e.getKnownPropertyIds()).orElse(List.of()).stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .toList(),
                    e);
        } catch (MismatchedInputException e) {
            String expected = expected(e.getTargetType());
            throw wrong((e.getPath().isEmpty() ? "the whole of it" : path(e.getPath())) + ": expected " + expected, e);
        } catch (JacksonException e) {
            throw wrong(
                    "not well-formed JSON at line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null || type == Rules.class || type == Rule.class || type == When.class || type == Needs.class) {
            return "an object, {…}";
        }
        return List.class.isAssignableFrom(type) ? "a list, […]" : "a text, \"…\"";
    }

    /// @return e.g. `requirements[2].needs.skill`
    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex() + 1).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private List<Requirement> requirements(List<@Nullable Rule> rules) {
        List<Requirement> requirements = new ArrayList<>();
        for (@Nullable Rule rule : rules) {
            String where = "requirements[" + (requirements.size() + 1) + "]";
            requirements.add(requirement(
                    Optional.ofNullable(rule)
                            .orElseThrow(() -> wrong(where + ": expected an object, {…}, but found null")),
                    where));
        }
        return requirements;
    }

    private Requirement requirement(Rule rule, String where) {
        String code = Optional.ofNullable(rule.code())
                .map(String::strip)
                .filter(given -> !given.isEmpty())
                .orElseThrow(() -> wrong(where + " has no \"code\"; give it a name such as VIP_SKILL"));
        String named = "requirement " + code;
        When when = Optional.ofNullable(rule.when()).orElse(new When(null, null, null));
        Needs needs = Optional.ofNullable(rule.needs()).orElse(new Needs(null, null));
        return named(() -> new Requirement(
                code,
                words(orEmpty(when.segment()), named + ", when.segment"),
                categories(orEmpty(when.category()), named + ", when.category"),
                orEmpty(when.language()).stream()
                        .map(name -> language(named, name))
                        .collect(Collectors.toSet()),
                words(orEmpty(needs.skill()), named + ", needs.skill"),
                words(orEmpty(needs.position()), named + ", needs.position")));
    }

    private Set<Category> categories(List<@Nullable String> labels, String where) {
        return labels.stream().map(label -> category(where, label)).collect(Collectors.toSet());
    }

    /// A blank word would match what has none.
    private List<String> words(List<@Nullable String> words, String where) {
        List<String> given = new ArrayList<>();
        for (@Nullable String word : words) {
            if (word == null || word.isBlank()) {
                throw wrong(where + ": one of its words is empty; remove it");
            }
            given.add(word);
        }
        return given;
    }

    /// The rules check themselves; the file's name is added here.
    private <T> T named(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            String message = Objects.requireNonNull(e.getMessage());
            throw message.startsWith(name) ? e : wrong(message, e);
        }
    }

    private IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException(name + ", " + message);
    }

    private IllegalArgumentException wrong(String message, Exception cause) {
        return new IllegalArgumentException(name + ", " + message, cause);
    }

    private Category category(String where, @Nullable String label) {
        return Optional.ofNullable(label)
                .flatMap(Category::ofLabel)
                .orElseThrow(() -> wrong(where + ": \"" + label
                        + "\" is no category; expected one of "
                        + Arrays.stream(Category.values()).map(Category::label).toList()));
    }

    private Language language(String where, @Nullable String name) {
        return Arrays.stream(Language.values())
                .filter(language -> language.name().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong(where + ", when.language: \"" + name + "\" is no language; expected one of "
                        + Arrays.toString(Language.values())));
    }

    /// @param usual when the rule is missing
    private <T> T choice(String rule, @Nullable String given, T usual, T[] choices, Function<T, String> label) {
        if (given == null) {
            return usual;
        }
        return Arrays.stream(choices)
                .filter(choice -> label.apply(choice).equals(given))
                .findFirst()
                .orElseThrow(() -> wrong(rule + ": \"" + given + "\" is no " + rule + "; expected one of "
                        + Arrays.stream(choices).map(label).toList()));
    }

    private <T> List<T> given(@Nullable List<T> values, String name) {
        return Optional.ofNullable(values)
                .orElseThrow(() -> wrong(name + ": the rule is missing; see the standard rules for an example"));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }
}
