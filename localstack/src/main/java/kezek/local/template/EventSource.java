package kezek.local.template;

/// An event source of a function.
public sealed interface EventSource permits BucketEvents, QueueEvents, StreamEvents, Schedule, HttpRoute {

    /// Name of the event in the template.
    String name();
}
