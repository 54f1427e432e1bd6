package kezek.api.imports;

import java.util.List;
import java.util.Optional;
import kezek.http.HttpError;
import kezek.imports.ImportRecord;
import kezek.imports.ImportStore;

/// Finds the import that a request names. If there is none, the answer is 404.
public final class ImportLookup {

    private final ImportStore imports;

    public ImportLookup(ImportStore imports) {
        this.imports = imports;
    }

    /// @return the import with its rejected rows
    /// @throws HttpError 404 if there is no such import
    ImportRecord find(String id) {
        return existing(imports.find(id));
    }

    /// @return the import without its rejected rows
    /// @throws HttpError 404 if there is no such import
    public ImportRecord findSummary(String id) {
        return existing(imports.findSummaries(List.of(id)).stream().findFirst());
    }

    private static ImportRecord existing(Optional<ImportRecord> found) {
        return found.orElseThrow(() -> HttpError.notFound("there is no such import; GET /api/imports lists them"));
    }
}
