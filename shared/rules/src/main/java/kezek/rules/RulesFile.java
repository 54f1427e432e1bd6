package kezek.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Category;
import kezek.domain.PriorityRules;
import kezek.routing.Requirement;
import kezek.routing.RoutingAttribute;
import kezek.routing.RoutingRules;
import org.jspecify.annotations.Nullable;

/// Reads `routing-rules.json`, which contains the routing rules and, under `priority`, the priority
/// rules. Error messages name the invalid rule and what is expected.
public final class RulesFile {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private static final String FILE = "routing-rules.json";
    private static final String AN_OBJECT = "an object, {…}";
    private static final String A_WHOLE_NUMBER = "a whole number";

    /// The part with the priority rules. Planning does not read it, so changes of the routing rules must
    /// not contain it.
    private static final String PRIORITY = "priority";

    /// The name of the rules in messages.
    private final String name;

    /// Parts of the file other than the routing rules.
    private final Set<String> otherParts;

    private RulesFile(String name, Set<String> otherParts) {
        this.name = name;
        this.otherParts = otherParts;
    }

    private record Rules(
            @JsonProperty("home_country") @Nullable List<@Nullable String> homeCountry,
            @JsonProperty("hub_offices") @Nullable List<@Nullable String> hubOffices,
            @JsonProperty("requirements") @Nullable List<@Nullable Rule> requirements,
            @JsonProperty("fallback") @Nullable String fallback,
            @JsonProperty("strategy") @Nullable String strategy,

            @JsonProperty("categories_not_assigned") @Nullable
            List<@Nullable String> categoriesNotAssigned) {

        /// @return these rules, with missing ones taken from the others
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
            @JsonProperty("when") @Nullable Map<String, @Nullable List<@Nullable String>> when,
            @JsonProperty("needs") @Nullable Needs needs) {}

    private record Needs(
            @JsonProperty("skill") @Nullable List<@Nullable String> skill,
            @JsonProperty("position") @Nullable List<@Nullable String> position) {}

    private record Priority(
            @JsonProperty("category") @Nullable Map<String, @Nullable Integer> category,
            @JsonProperty("never_raised") @Nullable List<@Nullable String> neverRaised,
            @JsonProperty("highest_raise") @Nullable Integer highestRaise,
            @JsonProperty("segment") @Nullable Map<String, @Nullable Integer> segment) {}

    /// @return the bundled routing rules, which are those of the original task
    public static RoutingRules standard() {
        RulesFile file = ofFile();
        return file.checked(file.rules(file.standardFile()));
    }

    /// @return the bundled priority rules, which are those of the original task
    public static PriorityRules standardPriority() {
        RulesFile file = ofFile();
        return file.priority(file.standardFile());
    }

    /// Reads the routing rules.
    ///
    /// @param file `priority` may be missing; `fallback`, `strategy` and `categories_not_assigned` have defaults
    /// @throws IllegalArgumentException if the file breaks a rule; the message names it and says what is
    ///     expected
    public static RoutingRules read(InputStream file) {
        RulesFile reader = ofFile();
        return reader.checked(reader.rules(reader.parse(file)));
    }

    /// Reads the priority rules, from the part `priority` of the file.
    ///
    /// @throws IllegalArgumentException as in [#read]
    public static PriorityRules readPriority(InputStream file) {
        RulesFile reader = ofFile();
        return reader.priority(reader.parse(file));
    }

    /// @param changes some or all of the routing rules, in the format of the file
    /// @param name the name of the rules in messages
    /// @return the bundled routing rules with these changes
    /// @throws IllegalArgumentException as in [#read]
    public static RoutingRules changed(InputStream changes, String name) {
        RulesFile file = ofFile();
        RulesFile reader = new RulesFile(name, Set.of());
        return reader.checked(reader.rules(reader.parse(changes)).or(file.rules(file.standardFile())));
    }

    private static RulesFile ofFile() {
        return new RulesFile(FILE, Set.of(PRIORITY));
    }

    private ObjectNode standardFile() {
        try (InputStream file = RulesFile.class.getResourceAsStream(FILE)) {
            return parse(Objects.requireNonNull(file, FILE + " is part of this package"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode parse(InputStream file) {
        try {
            JsonNode tree = MAPPER.readTree(file);
            if (tree.isNull()) {
                throw wrong("expected an object with the rules, but found null");
            }
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw wrong("the whole of it: expected " + AN_OBJECT);
        } catch (MismatchedInputException e) {
            throw wrong("the whole of it: expected " + AN_OBJECT + " and nothing after it", e);
        } catch (JacksonException e) {
            throw wrong("not well-formed JSON" + lineOf(e) + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A limit of Jackson that is exceeded, such as the depth of nesting, has no location.
    private static String lineOf(JacksonException e) {
        @Nullable JsonLocation location = e.getLocation();
        return location == null ? "" : " at line " + location.getLineNr();
    }

    private Rules rules(ObjectNode file) {
        return converted(file.deepCopy().without(otherParts), Rules.class, "");
    }

    /// @param where the path of the part within the file, with a trailing dot; empty for the file itself
    private <T> T converted(JsonNode part, Class<T> type, String where) {
        try {
            return MAPPER.treeToValue(part, type);
        } catch (UnrecognizedPropertyException e) {
            Stream<String> known = Optional.ofNullable(e.getKnownPropertyIds()).orElse(List.of()).stream()
                    .map(String::valueOf);
            Stream<String> others = type == Rules.class && e.getPath().size() == 1 ? otherParts.stream() : Stream.of();
            throw noSuchRule(where + path(e.getPath()), Stream.concat(known, others));
        } catch (MismatchedInputException e) {
            throw wrong(where + path(e.getPath()) + ": expected " + expected(e.getTargetType()), e);
        } catch (JsonProcessingException e) {
            throw wrong(where + ": " + e.getOriginalMessage(), e);
        }
    }

    private IllegalArgumentException noSuchRule(String path, Stream<String> known) {
        return wrong(path + ": there is no such rule; expected one of "
                + known.sorted().toList());
    }

    private PriorityRules priority(ObjectNode file) {
        JsonNode part = given(file.get(PRIORITY), PRIORITY);
        if (!part.isObject()) {
            throw wrong(PRIORITY + ": expected " + AN_OBJECT);
        }
        Priority rules = converted(part, Priority.class, PRIORITY + ".");
        Map<Category, Integer> byCategory = new EnumMap<>(Category.class);
        numbers(given(rules.category(), PRIORITY + ".category"), PRIORITY + ".category")
                .forEach((label, number) -> byCategory.put(category(PRIORITY + ".category", label), number));
        return named(() -> new PriorityRules(
                byCategory,
                categories(orEmpty(rules.neverRaised()), PRIORITY + ".never_raised"),
                given(rules.highestRaise(), PRIORITY + ".highest_raise"),
                numbers(rules.segment() == null ? Map.of() : rules.segment(), PRIORITY + ".segment")));
    }

    private Map<String, Integer> numbers(Map<String, @Nullable Integer> given, String where) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        given.forEach((word, number) -> {
            if (word.isBlank()) {
                throw wrong(where + ": one of its words is empty; remove it");
            }
            numbers.put(
                    word,
                    Optional.ofNullable(number)
                            .orElseThrow(() -> wrong(where + "." + word + ": expected " + A_WHOLE_NUMBER)));
        });
        return numbers;
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

    private static String expected(@Nullable Class<?> type) {
        if (type == null || type.isRecord() || Map.class.isAssignableFrom(type)) {
            return AN_OBJECT;
        }
        if (type == Integer.class) {
            return A_WHOLE_NUMBER;
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
        Needs needs = Optional.ofNullable(rule.needs()).orElse(new Needs(null, null));
        return named(() -> new Requirement(
                code,
                when(rule.when() == null ? Map.of() : rule.when(), where, named),
                words(orEmpty(needs.skill()), named + ", needs.skill"),
                words(orEmpty(needs.position()), named + ", needs.position")));
    }

    private Map<RoutingAttribute, List<String>> when(
            Map<String, @Nullable List<@Nullable String>> given, String where, String named) {
        Map<RoutingAttribute, List<String>> when = new EnumMap<>(RoutingAttribute.class);
        given.forEach((label, words) -> {
            RoutingAttribute attribute = RoutingAttribute.ofLabel(label)
                    .orElseThrow(() -> noSuchRule(
                            where + ".when." + label,
                            Arrays.stream(RoutingAttribute.values()).map(RoutingAttribute::label)));
            // The requirement itself refuses invalid values, including null.
            when.put(
                    attribute,
                    attribute.allowedValues().isEmpty()
                            ? words(orEmpty(words), named + ", when." + label)
                            : orEmpty(words).stream().map(String::valueOf).toList());
        });
        return when;
    }

    private Set<Category> categories(List<@Nullable String> labels, String where) {
        return labels.stream().map(label -> category(where, label)).collect(Collectors.toSet());
    }

    /// Refuses blank words, because they would match tickets without a value.
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

    /// Adds the file name to the messages of rules that validate themselves.
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

    /// @param usual the default if the rule is missing
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

    private <T> T given(@Nullable T rule, String name) {
        return Optional.ofNullable(rule)
                .orElseThrow(() -> wrong(name + ": the rule is missing; see the standard rules for an example"));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }
}
