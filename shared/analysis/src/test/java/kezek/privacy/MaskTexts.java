package kezek.privacy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Masks texts of standard input, each ended by a NUL, to standard output in the same form: for comparing
/// with another detector, see `docs/privacy.md`.
final class MaskTexts {

    private MaskTexts() {}

    public static void main(String[] arguments) throws IOException {
        String texts = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        String masked = Arrays.stream(texts.split("\0"))
                .map(text -> Masker.mask(text).text() + "\0")
                .collect(Collectors.joining());
        System.out.write(masked.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
