package kezek.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// A reader that decodes UTF-8 and fails on malformed input.
///
/// Unlike `InputStreamReader`, it returns all characters before the first malformed byte and then throws,
/// so the caller can determine the row of the error. It skips a byte order mark at the start.
final class Utf8Reader extends Reader {

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(64 * 1024).flip();
    private boolean atStart = true;
    private boolean atEnd;

    Utf8Reader(InputStream in) {
        this.in = in;
    }

    /// @throws CharacterCodingException if the next bytes are not UTF-8
    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (atStart) {
            skipByteOrderMark();
        }
        CharBuffer chars = CharBuffer.wrap(buffer, offset, length);
        int start = chars.position();
        while (chars.position() == start) {
            CoderResult result = decoder.decode(bytes, chars, atEnd);
            if (chars.position() > start) {
                break;
            }
            if (result.isError()) {
                result.throwException();
            }
            if (result.isOverflow()) {
                throw new IllegalArgumentException(
                        "a buffer of one character cannot hold a surrogate pair; pass two or more");
            }
            if (atEnd) {
                return -1;
            }
            fill();
        }
        return chars.position() - start;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void skipByteOrderMark() throws IOException {
        atStart = false;
        while (!atEnd && bytes.remaining() < 3) {
            fill();
        }
        if (bytes.remaining() >= 3
                && bytes.get(0) == (byte) 0xef
                && bytes.get(1) == (byte) 0xbb
                && bytes.get(2) == (byte) 0xbf) {
            bytes.position(3);
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            atEnd = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }
}
