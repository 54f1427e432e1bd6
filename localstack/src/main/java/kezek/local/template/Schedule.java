package kezek.local.template;

import java.time.Duration;

/// A call at a fixed rate, the first one period after the start.
public record Schedule(String name, Duration rate) implements EventSource {}
