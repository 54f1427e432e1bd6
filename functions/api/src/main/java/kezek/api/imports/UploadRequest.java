package kezek.api.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kezek.csv.FileKind;
import kezek.http.HttpError;
import kezek.http.JsonBody;
import kezek.http.JsonObject;
import kezek.http.JsonValue;
import kezek.http.Request;

/// The body of an upload request, which announces the files of one import.
///
/// @param importId empty if the API generates one
record UploadRequest(Optional<String> importId, List<File> files) {

    static final String EXAMPLE = "{\"import\": \"march\", \"files\": [{\"name\": \"tickets.csv\"}]}";

    /// The most files of one request. Each file gets a URL of up to 2 KB, and a response is limited to 6
    /// MB.
    static final int MAX_FILES = 1_000;

    private static final Pattern IMPORT_ID = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}_][\\p{L}\\p{M}\\p{N} ._()-]{0,199}");
    private static final Pattern CSV_NAME = Pattern.compile(FILE_NAME + "(?<=\\.csv)");
    private static final String ATTACHMENTS = "attachments/";
    private static final String CSV = ".csv";

    private static final JsonBody BODY = new JsonBody(
            256 * 1024,
            "the files themselves go to the addresses in the answer; name fewer files at once",
            EXAMPLE,
            Set.of("import", "files"));

    /// @param kind empty for an attachment
    record File(String name, Optional<String> kind) {}

    /// @return the kinds of files that the import will consist of
    Set<String> kinds() {
        return files.stream().flatMap(file -> file.kind().stream()).collect(Collectors.toSet());
    }

    /// @throws HttpError 400, 413 or 415; the message says which part of the body is wrong
    static UploadRequest of(Request request) {
        JsonObject body = BODY.read(request);
        return new UploadRequest(
                body.nullable("import").map(UploadRequest::importId),
                files(body.required(
                        "files",
                        "a list of 1 to " + MAX_FILES + " files; expected a body such as " + EXAMPLE
                                + "; for more files ask again with the same import")));
    }

    private static String importId(JsonValue value) {
        return matching(
                value.expecting("1 to 64 of the characters a-z, 0-9 and -; leave it out to get a new one"), IMPORT_ID);
    }

    private static String matching(JsonValue value, Pattern pattern) {
        String text = value.text();
        if (!pattern.matcher(text).matches()) {
            throw value.refusal();
        }
        return text;
    }

    private static List<File> files(JsonValue list) {
        List<File> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonValue element : list.list(1, MAX_FILES)) {
            File file = file(element);
            if (!names.add(file.name())) {
                throw HttpError.badField(element.path() + ".name", "repeats an earlier file; name each file once");
            }
            files.add(file);
        }
        return List.copyOf(files);
    }

    private static File file(JsonValue element) {
        String form = "an object with a \"name\"; expected a body such as " + EXAMPLE;
        JsonObject object = element.expecting(form).object(Set.of("name", "kind"));
        JsonValue name = object.required("name", "the name of a file; expected a body such as " + EXAMPLE);
        Optional<JsonValue> kind = object.nullable("kind");
        if (name.text().startsWith(ATTACHMENTS)) {
            kind.ifPresent(given -> {
                throw given.expecting("left out, because an attachment has no kind")
                        .refusal();
            });
            return new File(attachmentName(name), Optional.empty());
        }
        String csvName = csvName(name);
        FileKind known =
                kind.map(given -> kind(csvName, given)).orElseGet(() -> kindByName(csvName, element.path() + ".kind"));
        return new File(csvName, Optional.of(known.id()));
    }

    /// Refuses names that end in `.csv`, because such a file would be imported.
    private static String attachmentName(JsonValue value) {
        String name = value.text();
        String ownName = name.substring(ATTACHMENTS.length());
        if (!FILE_NAME.matcher(ownName).matches()
                || ownName.toLowerCase(Locale.ROOT).endsWith(CSV)) {
            throw value.expecting("attachments/ and a name of up to 200 letters, digits, spaces and . _ ( ) - that does"
                            + " not end in .csv; rename the file")
                    .refusal();
        }
        return name;
    }

    private static String csvName(JsonValue value) {
        return matching(
                value.expecting("up to 200 letters, digits, spaces and . _ ( ) - and end in .csv in lower case, or"
                        + " begin with attachments/; rename the file"),
                CSV_NAME);
    }

    private static FileKind kind(String name, JsonValue value) {
        FileKind kind = value.oneOf(List.of(FileKind.values()), FileKind::id);
        // Ingest reads a file with one of the three known names as that kind.
        FileKind.ofFileName(name).filter(named -> named != kind).ifPresent(named -> {
            throw HttpError.badField(
                    value.path(),
                    "contradicts the name: " + named.fileName() + " is always read as " + named.id()
                            + "; rename the file or correct the kind");
        });
        return kind;
    }

    private static FileKind kindByName(String name, String path) {
        return Arrays.stream(FileKind.values())
                .filter(kind -> name.startsWith(kind.id()))
                .findFirst()
                .orElseThrow(() -> HttpError.badField(
                        path,
                        "is missing, and the name does not begin with a kind; add one of "
                                + Arrays.stream(FileKind.values())
                                        .map(FileKind::id)
                                        .collect(Collectors.joining(", "))));
    }
}
