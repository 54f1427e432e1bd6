package kezek.api.imports;

import java.util.List;
import java.util.Set;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.waves.WaveWatch;

/// `POST /api/process`: has everything tried again that may be planned, the tickets that nobody could
/// take too. Planning happens behind the queue; the tickets say what came of it.
public final class Processing {

    private final WaveWatch watch;

    public Processing(WaveWatch watch) {
        this.watch = watch;
    }

    /// @param hinted ids of the waves that are looked at again
    record ProcessingView(List<String> hinted) {}

    public Response start(Request request) {
        new Parameters(request, Set.of());
        return Response.json(202, new ProcessingView(watch.hintAgain()));
    }
}
