package kezek.model;

import java.util.Optional;
import kezek.prompts.Prompt;

/// One question to a model. It holds what leaves for the model's server, so the caller masks it first.
///
/// @param ticketId for traces and logs; not sent to the model
/// @param prompt the system message
/// @param data the user message, masked. JSON keeps a client's words from being read as instructions
/// @param picture sent beside the data; it cannot be masked
/// @param deadline for all calls of this request; see [LanguageModel#startDeadline]
/// @param usage counts each answer of the model; see [LanguageModel#startMeter]
public record ModelRequest(
        String ticketId, Prompt prompt, String data, Optional<Picture> picture, Deadline deadline, UsageMeter usage) {

    /// A request without a picture.
    public static ModelRequest of(String ticketId, Prompt prompt, String data, Deadline deadline, UsageMeter usage) {
        return new ModelRequest(ticketId, prompt, data, Optional.empty(), deadline, usage);
    }

    /// Without the data: it holds the client's words.
    @Override
    public String toString() {
        return "ModelRequest[" + ticketId + ", " + prompt.id() + "]";
    }
}
