package kezek.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainedModelTest {

    private static final long MOST_BYTES_OF_BOTH = 1_024 * 1_024;

    @ParameterizedTest
    @ValueSource(strings = {"category-model.csv", "sentiment-model.csv"})
    void shippedModel_isTrainedFromTheExamplesAndPhrasesBesideIt(String file) throws IOException {
        assertThat(Files.readAllLines(ModelTraining.RESOURCES.resolve(file)))
                .as("%s is out of date: run %s", file, ModelTraining.COMMAND)
                .contains("# " + ModelTraining.source());
    }

    @Test
    void bothModels_staySmall() throws IOException {
        assertThat(Files.size(ModelTraining.RESOURCES.resolve("category-model.csv"))
                        + Files.size(ModelTraining.RESOURCES.resolve("sentiment-model.csv")))
                .isLessThan(MOST_BYTES_OF_BOTH);
    }
}
