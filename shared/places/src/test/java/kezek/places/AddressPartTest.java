package kezek.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPartTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "г.Алматы | SETTLEMENT Алматы",
                "Алматы қ. | SETTLEMENT Алматы",
                "Алматы | PLAIN Алматы",
                "Косшы / Астана | PLAIN Косшы; PLAIN Астана",
                "Конаев (Капчагай) | PLAIN Конаев; PLAIN Капчагай",
                "Конаев (бывший Капчагай) | PLAIN Конаев; PLAIN Капчагай",
                "Алматинская обл., Талгарский р-н, с/о Бесагаш | REGION Алматинская; DISTRICT Талгарский; PLAIN Бесагаш",
                "Талгарский р/н | DISTRICT Талгарский",
                "Алматинская область Талгарский район село Бесагаш"
                        + " | REGION Алматинская; DISTRICT Талгарский; SETTLEMENT Бесагаш",
                "область Абай | REGION Абай",
                "район Алтай | DISTRICT Алтай",
                "г. Астана район Есиль | SETTLEMENT Астана; DISTRICT Есиль",
                "Алматы қаласы Медеу ауданы | SETTLEMENT Алматы; DISTRICT Медеу",
                "с. Шелек Енбекшиказахский район | SETTLEMENT Шелек; DISTRICT Енбекшиказахский",
                "г. Алматы ул. Толе би 5 | SETTLEMENT Алматы",
                "5 мкр | ''",
                "ул. Алматинская | ''",
                "Нур-Султан | PLAIN Нур-Султан",
                "Алматы - Бурундай | PLAIN Алматы; PLAIN Бурундай",
                "Almaty city | SETTLEMENT Almaty",
                "Mangystau oblast | REGION Mangystau",
                "' - ' | ''",
            })
    void of_saysWhatEachPartIsCalled(String cell, String expected) {
        assertThat(AddressPart.of(cell).stream()
                        .map(part -> part.kind() + " " + part.text())
                        .collect(Collectors.joining("; ")))
                .isEqualTo(expected);
    }
}
