package kezek.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Who uses whom.
///
/// @param all each as `tickets → platform`
record Arrows(Set<String> all) {

    /// A line of Mermaid, such as `tickets --> platform & rules`.
    private static final Pattern MODULES = Pattern.compile("^ +(\\w+) --> (\\w+(?: & \\w+)*)$", Pattern.MULTILINE);

    /// A line of text, such as `figures  → tickets`.
    private static final Pattern PACKAGES = Pattern.compile("^ +(\\w+) +→ (\\w+(?:, \\w+)*)$", Pattern.MULTILINE);

    static Arrows betweenModules(Path page) throws IOException {
        return drawn(page, MODULES, " & ");
    }

    static Arrows betweenPackages(Path page) throws IOException {
        return drawn(page, PACKAGES, ", ");
    }

    private static Arrows drawn(Path page, Pattern line, String separator) throws IOException {
        Set<String> arrows = new TreeSet<>();
        Matcher lines = line.matcher(Files.readString(page));
        while (lines.find()) {
            String from = lines.group(1);
            Arrays.stream(lines.group(2).split(separator)).forEach(to -> arrows.add(arrow(from, to)));
        }
        return new Arrows(arrows);
    }

    /// @param place where a class belongs; empty when it is of no interest
    static Arrows between(JavaClasses classes, Function<JavaClass, Optional<String>> place) {
        Set<String> arrows = new TreeSet<>();
        for (JavaClass one : classes) {
            place.apply(one)
                    .ifPresent(from -> one.getDirectDependenciesFromSelf().stream()
                            .flatMap(dependency -> place.apply(dependency.getTargetClass()).stream())
                            .filter(to -> !to.equals(from))
                            .forEach(to -> arrows.add(arrow(from, to))));
        }
        return new Arrows(arrows);
    }

    /// @return these, and with a → b and b → c also a → c
    Arrows withImplied() {
        Set<String> implied = new TreeSet<>(all);
        int before;
        do {
            before = implied.size();
            implied.addAll(implied.stream()
                    .flatMap(first -> implied.stream()
                            .filter(second -> from(second).equals(to(first)))
                            .map(second -> arrow(from(first), to(second))))
                    .collect(Collectors.toSet()));
        } while (implied.size() > before);
        return new Arrows(implied);
    }

    private static String arrow(String from, String to) {
        return from + " → " + to;
    }

    private static String from(String arrow) {
        return arrow.substring(0, arrow.indexOf(' '));
    }

    private static String to(String arrow) {
        return arrow.substring(arrow.lastIndexOf(' ') + 1);
    }
}
