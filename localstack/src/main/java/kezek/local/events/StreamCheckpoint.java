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

/// How far a stream was handled: the record up to which nothing is in flight. With a file it outlives a restart;
/// what was in flight then comes again.
final class StreamCheckpoint {

    /// @param shard id of the shard
    /// @param sequenceNumber of the last record that was handled, with all before it
    record Position(String shard, String sequenceNumber) {}

    /// After a hard end, what was handled since the last write comes again.
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

    synchronized void beginShard(String id) {
        shard = id;
        lastRead = "";
    }

    /// @return a ticket to give to [#handled]
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

    /// For records that nobody wants.
    synchronized void skipped(String sequenceNumber) {
        lastRead = sequenceNumber;
        storeNowAndThen();
    }

    /// Waits until fewer than so many records are in flight.
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

    /// Writes the record before the first in flight, or the last one read. Without a file it does nothing.
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
