package kezek.planning;

import java.util.List;
import kezek.table.Commit;
import kezek.table.Table;

/// Commits plans, a chunk at a time.
///
/// Thread-safe.
public final class PlanStore {

    private final Table table;

    public PlanStore(Table table) {
        this.table = table;
    }

    /// assign: commits a part of a plan, or nothing of it.
    ///
    /// @throws kezek.failure.TransientFailure `STORE_BUSY`
    public PlanCommit commit(PlanChunk chunk) {
        return switch (table.commit(chunk.writes())) {
            case Commit.Done() -> new PlanCommit.Done();
            case Commit.Lost(List<Commit.Loss> losses) -> PlanCommit.Lost.of(losses);
        };
    }
}
