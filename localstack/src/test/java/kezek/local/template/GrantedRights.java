package kezek.local.template;

import static kezek.local.template.RawTemplate.at;
import static kezek.local.template.RawTemplate.target;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The permissions that a template's roles grant.
public final class GrantedRights {

    private GrantedRights() {}

    /// @return permissions as `action resource`, as they are written in the template, by the logical id
    ///     of the function
    public static Map<String, Set<String>> byFunction(Path file) {
        RawTemplate template = RawTemplate.read(file);
        Map<String, Map<String, Object>> roles = template.ofType("AWS::IAM::Role");
        Map<String, Set<String>> granted = new LinkedHashMap<>();
        template.ofType("AWS::Serverless::Function")
                .forEach((id, function) -> granted.put(
                        id,
                        target(at(function, "Role"))
                                .map(role -> RawTemplate.rights(roles.getOrDefault(role, Map.of())))
                                .orElseGet(Set::of)));
        return granted;
    }
}
