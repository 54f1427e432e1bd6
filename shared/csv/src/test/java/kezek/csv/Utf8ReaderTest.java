package kezek.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Utf8ReaderTest {

    private static final String TEXT = "aж€😀қ\n".repeat(20_000);

    @Test
    void charactersCutByTheEdgesOfBuffers_arePutTogether() throws IOException {
        assertThat(read(new ByteArrayInputStream(bytes(TEXT)))).isEqualTo(TEXT);
        assertThat(read(new OneByteAtATime(bytes(TEXT)))).isEqualTo(TEXT);
    }

    @Test
    void byteOrderMark_isLeftOutOnlyAtTheBeginning() throws IOException {
        assertThat(read(new OneByteAtATime(bytes("\ufeffa\ufeffb")))).isEqualTo("a\ufeffb");
    }

    @Test
    void wrongBytes_areReportedAfterEverythingBeforeThem() throws IOException {
        byte[] wrong = bytes("abc?def");
        wrong[3] = (byte) 0xd2;
        char[] buffer = new char[100];

        try (Utf8Reader reader = new Utf8Reader(new ByteArrayInputStream(wrong))) {
            int count = reader.read(buffer, 0, buffer.length);

            assertThat(new String(buffer, 0, count)).isEqualTo("abc");
            assertThatThrownBy(() -> reader.read(buffer, 0, buffer.length))
                    .isInstanceOf(CharacterCodingException.class);
        }
    }

    @Test
    void textThatEndsInTheMiddleOfACharacter_isNotUtf8() {
        byte[] whole = bytes("ab€");

        assertThatThrownBy(() -> read(new ByteArrayInputStream(Arrays.copyOf(whole, whole.length - 1))))
                .isInstanceOf(CharacterCodingException.class);
    }

    private static String read(InputStream in) throws IOException {
        StringWriter text = new StringWriter();
        try (Utf8Reader reader = new Utf8Reader(in)) {
            reader.transferTo(text);
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class OneByteAtATime extends ByteArrayInputStream {

        OneByteAtATime(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, 1));
        }
    }
}
