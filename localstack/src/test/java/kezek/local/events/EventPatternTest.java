package kezek.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import kezek.local.template.TemplateException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"k": {"S": ["TICKET"]}}              | {"k": {"S": "TICKET"}, "x": 1}  | true
            {"k": {"S": ["TICKET"]}}              | {"k": {"S": "EVENT"}}           | false
            {"k": {"S": ["TICKET"]}}              | {"other": 1}                    | false
            {"a": ["x", "y"], "b": [1]}           | {"a": "y", "b": 1.0}            | true
            {"a": ["x", "y"], "b": [1]}           | {"a": "y", "b": 2}              | false
            {"a": [{"exists": false}]}            | {"b": 1}                        | true
            {"a": [{"exists": true}]}             | {"b": 1}                        | false
            {"a": [{"prefix": "TI"}]}             | {"a": "TICKET"}                 | true
            {"a": [{"prefix": "TI"}, null]}       | {"a": null}                     | true
            {}                                    | {"a": 1}                        | true
            """)
    void matches_asLambdaDoes(String pattern, String event, boolean matches) throws JsonProcessingException {
        assertThat(EventPattern.of(pattern).matches(new ObjectMapper().readTree(event)))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": [{\"anything-but\": \"x\"}]}",
                "{\"a\": [{\"numeric\": [\">\", 1]}]}",
                "{\"a\": \"x\"}",
                "{\"$or\": [{\"a\": [1]}]}",
                "[]",
                "{"
            })
    void whatIsNotKnown_isRefused(String pattern) {
        assertThatThrownBy(() -> EventPattern.of(pattern))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("FilterCriteria pattern");
    }
}
