package kezek.api.imports;

import com.fasterxml.jackson.databind.JsonNode;
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
import kezek.http.Request;
import org.jspecify.annotations.Nullable;

/// What somebody wants to upload: the files of one import.
///
/// @param importId empty when the API is to make one
record UploadRequest(Optional<String> importId, List<File> files) {

    static final String EXAMPLE = "{\"import\": \"march\", \"files\": [{\"name\": \"tickets.csv\"}]}";

    /// Each file gets an address of up to 2 KB, and an answer ends at 6 MB.
    static final int MAX_FILES = 1_000;

    private static final int MAX_BODY = 256 * 1024;
    private static final List<String> KINDS =
            Arrays.stream(FileKind.values()).map(FileKind::id).toList();
    private static final Pattern IMPORT_ID = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}_][\\p{L}\\p{M}\\p{N} ._()-]{0,199}");
    private static final String ATTACHMENTS = "attachments/";
    private static final String CSV = ".csv";

    /// @param kind empty for an attachment
    record File(String name, Optional<String> kind) {}

    /// @return the kinds that the import will consist of
    Set<String> kinds() {
        return files.stream().flatMap(file -> file.kind().stream()).collect(Collectors.toSet());
    }

    /// @throws ApiException 400, 413 or 415, saying which part of the body is wrong
    static UploadRequest of(Request request) {
        JsonNode body = JsonBody.of(
                request,
                MAX_BODY,
                "the files themselves go to the addresses in the answer; name fewer files at once",
                EXAMPLE,
                Set.of("import", "files"));
        return new UploadRequest(importId(body.get("import")), files(body.get("files")));
    }

    private static Optional<String> importId(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual() || !IMPORT_ID.matcher(node.textValue()).matches()) {
            throw HttpError.badBody(
                    "\"import\" must be 1 to 64 of the characters a-z, 0-9 and -; leave it out to get a new one");
        }
        return Optional.of(node.textValue());
    }

    private static List<File> files(@Nullable JsonNode node) {
        if (node == null || !node.isArray() || node.isEmpty() || node.size() > MAX_FILES) {
            throw HttpError.badBody("\"files\" must be a list of 1 to " + MAX_FILES + " files; expected a body such as "
                    + EXAMPLE + "; for more files ask again with the same import");
        }
        List<File> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int index = 0; index < node.size(); index++) {
            File file = file(node.get(index), "files[" + index + "]");
            if (!names.add(file.name())) {
                throw HttpError.badBody("\"files[" + index + "].name\" repeats an earlier file; name each file once");
            }
            files.add(file);
        }
        return List.copyOf(files);
    }

    private static File file(JsonNode node, String where) {
        if (!node.isObject() || !node.path("name").isTextual()) {
            throw HttpError.badBody(
                    JsonBody.quoted(where) + " must be an object with a \"name\"; expected a body such as " + EXAMPLE);
        }
        JsonBody.refuseUnknownFields(node, Set.of("name", "kind"), where + ".");
        String name = node.path("name").textValue();
        return name.startsWith(ATTACHMENTS)
                ? attachment(name, node.get("kind"), where)
                : new File(csvName(name, where), Optional.of(kind(name, node.get("kind"), where)));
    }

    /// A file whose name ends in `.csv` would be imported.
    private static File attachment(String name, @Nullable JsonNode kind, String where) {
        if (kind != null && !kind.isNull()) {
            throw HttpError.badBody(JsonBody.quoted(where + ".kind") + " must be left out: an attachment has no kind");
        }
        String ownName = name.substring(ATTACHMENTS.length());
        if (!FILE_NAME.matcher(ownName).matches()
                || ownName.toLowerCase(Locale.ROOT).endsWith(CSV)) {
            throw HttpError.badBody(
                    JsonBody.quoted(where + ".name") + " must be attachments/ and a name of up to 200 letters,"
                            + " digits, spaces and . _ ( ) - that does not end in .csv; rename the file");
        }
        return new File(name, Optional.empty());
    }

    private static String csvName(String name, String where) {
        if (!FILE_NAME.matcher(name).matches() || !name.endsWith(CSV)) {
            throw HttpError.badBody(JsonBody.quoted(where + ".name") + " must be up to 200 letters, digits, spaces and"
                    + " . _ ( ) - and end in .csv in lower case, or begin with attachments/; rename the file");
        }
        return name;
    }

    private static String kind(String name, @Nullable JsonNode kind, String where) {
        if (kind != null && !kind.isNull()) {
            if (!KINDS.contains(kind.asText())) {
                throw HttpError.badBody(
                        JsonBody.quoted(where + ".kind") + " must be one of " + String.join(", ", KINDS));
            }
            refuseIfNameSaysOther(name, kind.asText(), where);
            return kind.asText();
        }
        return KINDS.stream()
                .filter(each -> name.startsWith(each))
                .findFirst()
                .orElseThrow(() -> HttpError.badBody(JsonBody.quoted(where + ".kind")
                        + " is missing, and the name does not begin with a kind; add one of "
                        + String.join(", ", KINDS)));
    }

    /// A file with one of the three known names is read as that kind.
    private static void refuseIfNameSaysOther(String name, String kind, String where) {
        FileKind.ofFileName(name).filter(named -> !named.id().equals(kind)).ifPresent(named -> {
            throw HttpError.badBody(JsonBody.quoted(where + ".kind") + " contradicts the name: " + named.fileName()
                    + " is always read as " + named.id() + "; rename the file or mend the kind");
        });
    }
}
