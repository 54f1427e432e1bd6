package kezek.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the records of a CSV file (RFC 4180), separated by comma, semicolon or tab.
///
/// Blank records at the end of the file are skipped. Other blank records are kept, so record numbers
/// match those in a spreadsheet. Not thread-safe.
final class Records implements Closeable {

    /// The longest cell, in characters. A longer cell usually means an unclosed quote. The limit also
    /// bounds the memory use.
    static final int MAX_CELL_CHARACTERS = 4 * 1024 * 1024;

    private static final int MAX_HEADER_CHARACTERS = 64 * 1024;
    private static final List<String> BLANK = List.of("");
    private static final CsvFactory FACTORY = CsvFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_CELL_CHARACTERS)
                    .build())
            .build();

    private final String fileName;
    private final Reader reader;
    private final @Nullable CsvParser parser;
    private int read;
    private int blanksBefore;
    private @Nullable List<String> ahead;

    /// Detects the separator in the first line.
    ///
    /// @throws UnreadableFile if the file does not start with text in UTF-8
    Records(InputStream in, String fileName) {
        this.fileName = fileName;
        this.reader = new BufferedReader(new Utf8Reader(in), MAX_HEADER_CHARACTERS);
        this.parser = createParser();
    }

    /// @return the next record, or null at the end of the file
    /// @throws UnreadableFile if the record is malformed, ends within a quoted cell, or is not UTF-8
    @Nullable
    List<String> next() {
        if (ahead == null) {
            lookAhead();
        }
        if (ahead == null) {
            return null;
        }
        if (blanksBefore > 0) {
            blanksBefore--;
            return BLANK;
        }
        List<String> record = ahead;
        ahead = null;
        return record;
    }

    @Override
    public void close() throws IOException {
        if (parser != null) {
            parser.close();
        }
        reader.close();
    }

    private void lookAhead() {
        List<String> record = parse();
        while (record != null && record.stream().allMatch(String::isBlank)) {
            blanksBefore++;
            record = parse();
        }
        ahead = record;
    }

    private @Nullable List<String> parse() {
        if (parser == null) {
            return null;
        }
        try {
            return parse(parser);
        } catch (JsonProcessingException e) {
            throw broken();
        } catch (CharacterCodingException e) {
            throw notUtf8("is not UTF-8 in " + place());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable List<String> parse(CsvParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            cells.add(parser.getText());
        }
        read++;
        return cells;
    }

    private @Nullable CsvParser createParser() {
        try {
            String start = firstLine();
            if (start.isEmpty()) {
                return null;
            }
            CsvParser created = FACTORY.createParser(reader);
            created.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator(start)));
            return created;
        } catch (CharacterCodingException e) {
            throw notUtf8("is not UTF-8 in its header row");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the first line that is not blank, and resets the reader to its start.
    private String firstLine() throws IOException {
        reader.mark(MAX_HEADER_CHARACTERS);
        StringBuilder line = new StringBuilder();
        int c = reader.read();
        while (c >= 0 && line.length() < MAX_HEADER_CHARACTERS - 1) {
            if (c == 0) {
                throw notUtf8("is UTF-16 or no text at all");
            }
            if (c != '\r' && c != '\n') {
                line.append((char) c);
            } else if (!line.toString().isBlank()) {
                break;
            } else {
                line.setLength(0);
                reader.mark(MAX_HEADER_CHARACTERS);
            }
            c = reader.read();
        }
        if (line.toString().isBlank()) {
            return "";
        }
        reader.reset();
        return line.toString();
    }

    private static char separator(String line) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (countUnquoted(line, candidate) > countUnquoted(line, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static int countUnquoted(String line, char wanted) {
        boolean quoted = false;
        int count = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == wanted && !quoted) {
                count++;
            }
        }
        return count;
    }

    /// Omits the message of the parser, because it may quote a client's text.
    private UnreadableFile broken() {
        return new UnreadableFile(
                UnreadableFile.BROKEN_CSV,
                fileName + " breaks off in " + place()
                        + ": a cell that begins with a quote there is never closed, goes on after its closing quote,"
                        + " or is longer than " + MAX_CELL_CHARACTERS
                        + " characters; double every quote inside a quoted cell (RFC 4180), or export the file again");
    }

    private UnreadableFile notUtf8(String what) {
        return new UnreadableFile(
                UnreadableFile.NOT_UTF8,
                fileName + " " + what
                        + " (perhaps windows-1251, UTF-16 or an Excel workbook); in Excel choose Save As, \"CSV UTF-8 (comma delimited)\"");
    }

    /// The current record is not counted yet, and the header is the first record.
    private String place() {
        return read == 0 ? "its header row" : "row " + read;
    }
}
