package kezek.messaging;

import kezek.lambda.Settings;

/// The queues between the functions. template.yaml gives each function the addresses of the queues that it
/// uses, as environment variables.
public enum QueueName {
    /// Takes the rest of a long file, see [ContinueImport].
    INGEST,
    /// Takes tickets that are NEW, see [TicketMessage].
    GEOCODE,
    /// Takes tickets that are PLACED, see [TicketMessage].
    CLASSIFY,
    /// Takes hints that a wave may be ready to be planned, see [WaveHint]. A FIFO queue.
    ASSIGN;

    /// @return the environment variable that contains the address, such as `GEOCODE_QUEUE_URL`
    public String variable() {
        return name() + "_QUEUE_URL";
    }

    /// @return the address of the queue
    /// @throws IllegalStateException if the variable is missing or blank; the message names it
    public String url(Settings settings) {
        return settings.required(variable());
    }
}
