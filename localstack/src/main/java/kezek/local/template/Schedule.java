package kezek.local.template;

import java.time.Duration;

/// A schedule with a fixed rate. The first invocation comes one period after the start.
public record Schedule(String name, Duration rate) implements EventSource {}
