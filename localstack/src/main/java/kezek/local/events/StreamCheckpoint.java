package kezek.local.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The position up to which all records of a stream are handled. A file keeps it over a restart. Records
/// that were in flight are then read again.
final class StreamCheckpoint {

    /// @param shard id of the shard
    /// @param sequenceNumber of the last record that was handled together with all records before it
    record Position(String shard, String sequenceNumber) {}

    /// If the process is killed, the records that were handled since the last write are read again.
    private static final Duration WRITE_EVERY = Duration.ofMillis(100);

    private final @Nullable Path file;
    private final NavigableMap<Long, String> inFlight = new TreeMap<>();
    private String shard = "";
    private long read;
    private String lastRead = "";
    private String lastWritten = "";
    private long lastWriteNanos;

    StreamCheckpoint(@Nullable Path file) {
        this.file = file;
    }

    Optional<Position> load() {
        if (file == null || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(new Position(lines.get(0), lines.get(1)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the stream position in " + file, e);
        }
    }

    /// Deletes the stored position, because its sequence number means another record now or none at all.
    synchronized void discard() {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the stream position in " + file, e);
        }
    }

    synchronized void beginShard(String id) {
        shard = id;
        lastRead = "";
    }

    /// @return a ticket for [#handled]
    synchronized long reading(String sequenceNumber) {
        String before = lastRead;
        lastRead = sequenceNumber;
        inFlight.put(++read, before);
        return read;
    }

    synchronized void handled(long ticket) {
        inFlight.remove(ticket);
        storeNowAndThen();
        notifyAll();
    }

    /// Passes over a record that the filter does not match.
    synchronized void skipped(String sequenceNumber) {
        lastRead = sequenceNumber;
        storeNowAndThen();
    }

    /// Waits until fewer than `count` records are in flight.
    synchronized void awaitFewerThan(int count) throws InterruptedException {
        while (inFlight.size() >= count) {
            wait();
        }
    }

    private void storeNowAndThen() {
        if (System.nanoTime() - lastWriteNanos > WRITE_EVERY.toNanos()) {
            store();
        }
    }

    /// Stores the record before the first one in flight; if none is in flight, the last one read. Does
    /// nothing if there is no file.
    synchronized void store() {
        String position = inFlight.isEmpty() ? lastRead : inFlight.firstEntry().getValue();
        if (file == null || position.isEmpty() || position.equals(lastWritten)) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(temporary, shard + "\n" + position + "\n");
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            lastWritten = position;
            lastWriteNanos = System.nanoTime();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the stream position in " + file, e);
        }
    }
}
