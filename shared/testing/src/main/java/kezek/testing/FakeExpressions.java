package kezek.testing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Evaluates the part of DynamoDB's expression language that the stores use. Anything else is an error.
final class FakeExpressions {

    private static final Pattern TOKEN = Pattern.compile("\\s*([#:]?[A-Za-z_0-9.#]+|<=|>=|<>|[()=<>,+])");

    private static final Map<String, List<String>> TOKENS = new ConcurrentHashMap<>();
    private static final Map<String, List<String>> PATHS = new ConcurrentHashMap<>();

    private final List<String> tokens;
    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final BiPredicate<String, String> ignored;
    private int at;

    FakeExpressions(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
        this(expression, names, values, (operator, attribute) -> false);
    }

    /// @param ignored matches the operator and attribute of comparisons that are treated as true
    FakeExpressions(
            String expression,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            BiPredicate<String, String> ignored) {
        this.tokens = TOKENS.computeIfAbsent(expression, FakeExpressions::tokens);
        this.names = names;
        this.values = values;
        this.ignored = ignored;
    }

    private static List<String> tokens(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!expression.substring(end).isBlank()) {
            throw new IllegalArgumentException("not understood: " + expression.substring(end));
        }
        return List.copyOf(tokens);
    }

    public boolean test(Map<String, AttributeValue> item) {
        boolean result = or(item);
        if (at != tokens.size()) {
            throw new IllegalArgumentException("not understood from " + tokens.subList(at, tokens.size()));
        }
        return result;
    }

    private boolean or(Map<String, AttributeValue> item) {
        boolean result = and(item);
        while (accept("OR")) {
            result |= and(item);
        }
        return result;
    }

    private boolean and(Map<String, AttributeValue> item) {
        boolean result = term(item);
        while (accept("AND")) {
            result &= term(item);
        }
        return result;
    }

    private boolean term(Map<String, AttributeValue> item) {
        if (accept("(")) {
            boolean result = or(item);
            expect(")");
            return result;
        }
        String first = next();
        switch (first) {
            case "attribute_exists", "attribute_not_exists" -> {
                expect("(");
                String attribute = next();
                boolean exists = find(item, attribute) != null;
                expect(")");
                return isIgnored(first, attribute) || first.equals("attribute_exists") == exists;
            }
            case "begins_with" -> {
                expect("(");
                AttributeValue text = find(item, next());
                expect(",");
                AttributeValue prefix = value(next());
                expect(")");
                return text != null && text.s().startsWith(prefix.s());
            }
            default -> {
                String operator = next();
                boolean holds = compare(find(item, first), operator, value(next()));
                return isIgnored(operator, first) || holds;
            }
        }
    }

    private boolean isIgnored(String operator, String attribute) {
        return ignored.test(operator, path(attribute).getFirst());
    }

    private static boolean compare(AttributeValue found, String operator, AttributeValue wanted) {
        if (found == null) {
            return false;
        }
        if (operator.equals("=")) {
            return found.n() != null && wanted.n() != null
                    ? new BigDecimal(found.n()).compareTo(new BigDecimal(wanted.n())) == 0
                    : found.equals(wanted);
        }
        int order = wanted.n() != null
                ? new BigDecimal(found.n()).compareTo(new BigDecimal(wanted.n()))
                : found.s().compareTo(wanted.s());
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalArgumentException("not understood: " + operator);
        };
    }

    public Map<String, AttributeValue> update(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> updated = new HashMap<>(item);
        while (at < tokens.size()) {
            switch (next()) {
                case "SET" -> each(() -> set(item, updated));
                case "ADD" -> each(() -> add(updated));
                case "REMOVE" -> each(() -> put(updated, path(next()), null));
                default -> throw new IllegalArgumentException("not understood: " + tokens);
            }
        }
        return updated;
    }

    private void each(Runnable clause) {
        do {
            clause.run();
        } while (accept(","));
    }

    private void set(Map<String, AttributeValue> item, Map<String, AttributeValue> updated) {
        String target = next();
        expect("=");
        String source = next();
        if (source.equals("if_not_exists")) {
            expect("(");
            AttributeValue found = find(item, next());
            expect(",");
            AttributeValue otherwise = value(next());
            expect(")");
            put(updated, path(target), found == null ? otherwise : found);
        } else {
            put(updated, path(target), value(source));
        }
    }

    private void add(Map<String, AttributeValue> updated) {
        String target = next();
        AttributeValue found = find(updated, target);
        BigDecimal sum = new BigDecimal(found == null ? "0" : found.n())
                .add(new BigDecimal(value(next()).n()));
        put(updated, path(target), AttributeValue.fromN(sum.toPlainString()));
    }

    private static void put(Map<String, AttributeValue> target, List<String> path, AttributeValue value) {
        String name = path.getFirst();
        if (path.size() > 1) {
            Map<String, AttributeValue> inner = new HashMap<>(target.get(name).m());
            put(inner, path.subList(1, path.size()), value);
            target.put(name, AttributeValue.fromM(inner));
        } else if (value == null) {
            target.remove(name);
        } else {
            target.put(name, value);
        }
    }

    private AttributeValue find(Map<String, AttributeValue> item, String token) {
        AttributeValue found = AttributeValue.fromM(item);
        for (String name : path(token)) {
            found = found == null ? null : found.m().get(name);
        }
        return found;
    }

    private List<String> path(String token) {
        return PATHS.computeIfAbsent(token, path -> List.of(path.split("\\."))).stream()
                .map(part -> part.startsWith("#") ? known(names, part) : part)
                .toList();
    }

    private AttributeValue value(String token) {
        return known(values, token);
    }

    private static <V> V known(Map<String, V> map, String placeholder) {
        if (!map.containsKey(placeholder)) {
            throw new IllegalArgumentException("no placeholder " + placeholder);
        }
        return map.get(placeholder);
    }

    private boolean accept(String token) {
        if (at < tokens.size() && tokens.get(at).equals(token)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw new IllegalArgumentException("expected " + token + " at " + at + " of " + tokens);
        }
    }

    private String next() {
        return tokens.get(at++);
    }
}
