package kezek.model;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One call of the model, as it is traced: numbers and ids, none of the client's or the model's words.
///
/// @param promptName the step of work, such as `classify`
/// @param promptId name and version, such as `classify/3`
/// @param promptTokens 0 if the server does not count them, or did not answer
/// @param answerTokens likewise
/// @param costMicroUsd in millionths of a US dollar; empty if it is unknown
/// @param isRepair whether the model was told what was wrong with its first answer
/// @param problem what went wrong, as a code; empty if the answer could be used
public record ModelCall(
        String ticketId,
        String promptName,
        String promptId,
        String model,
        Instant start,
        Instant end,
        long promptTokens,
        long answerTokens,
        OptionalLong costMicroUsd,
        boolean isRepair,
        Optional<String> problem) {}
