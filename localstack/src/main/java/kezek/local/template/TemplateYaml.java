package kezek.local.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads YAML with CloudFormation's short forms: `!Sub x` becomes `{"Fn::Sub": "x"}`, as in JSON
/// templates.
final class TemplateYaml {

    private TemplateYaml() {}

    static Map<String, Object> read(Path file) {
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
        try {
            Object document = new Load(settings, new ShortForms(settings)).loadFromString(Files.readString(file));
            return map(document, file.getFileName().toString());
        } catch (YamlEngineException e) {
            throw new TemplateException(file + " is not YAML: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new TemplateException(
                    "cannot read the template " + file + "; give the path of an AWS SAM template", e);
        }
    }

    static Map<String, Object> map(@Nullable Object value, String path) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new TemplateException(path + " must be a mapping, but is: " + value);
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), item));
        return copy;
    }

    private static final class ShortForms extends StandardConstructor {

        ShortForms(LoadSettings settings) {
            super(settings);
        }

        @Override
        protected Optional<ConstructNode> findConstructorFor(Node node) {
            String tag = node.getTag().getValue();
            if (tag.startsWith("!") && tag.length() > 1) {
                return Optional.of(tagged -> longForm(tag.substring(1), tagged));
            }
            return super.findConstructorFor(node);
        }

        private Object longForm(String name, Node node) {
            return switch (name) {
                case "Ref", "Condition" -> Map.of(name, plain(node));
                case "GetAtt" -> Map.of("Fn::GetAtt", attribute(plain(node)));
                default -> Map.of("Fn::" + name, plain(node));
            };
        }

        private Object plain(Node node) {
            return switch (node) {
                case ScalarNode scalar -> constructScalar(scalar);
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                default -> throw new TemplateException("cannot read a YAML node of type " + node.getNodeType());
            };
        }

        /// Splits `!GetAtt Resource.Attribute` at the first dot, where the resource's name ends.
        private static Object attribute(Object argument) {
            return argument instanceof String text && text.contains(".")
                    ? List.of(text.substring(0, text.indexOf('.')), text.substring(text.indexOf('.') + 1))
                    : argument;
        }
    }
}
