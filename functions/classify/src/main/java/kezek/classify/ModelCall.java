package kezek.classify;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One call of the model, as it is traced: numbers and ids, none of the client's or the model's words.
///
/// @param promptTokens 0 when the server does not count them, or did not answer
/// @param isRepair the model was told what was wrong with its first answer
/// @param problem what went wrong, as a code; empty when the answer could be used
record ModelCall(
        String ticketId,
        String promptId,
        String model,
        Instant start,
        Instant end,
        long promptTokens,
        long answerTokens,
        OptionalLong costMicroUsd,
        boolean isRepair,
        Optional<String> problem) {}
