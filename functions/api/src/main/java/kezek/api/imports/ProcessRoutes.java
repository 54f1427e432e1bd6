package kezek.api.imports;

import java.util.List;
import java.util.Set;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.waves.WaveWatch;

/// `POST /api/process`: starts planning of all plannable tickets, including those that no manager could
/// take. Planning runs asynchronously from a queue, and its results appear on the tickets.
public final class ProcessRoutes {

    private final WaveWatch watch;

    public ProcessRoutes(WaveWatch watch) {
        this.watch = watch;
    }

    /// @param hinted ids of the waves that will be planned again
    record ProcessingView(List<String> hinted) {}

    public Response start(Request request) {
        new Parameters(request, Set.of());
        return Response.json(202, new ProcessingView(watch.hintAgain()));
    }
}
