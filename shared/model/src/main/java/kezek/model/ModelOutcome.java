package kezek.model;

import java.util.Optional;
import kezek.failure.TransientFailure;

/// What came of asking a model, with its retry and its repair.
public sealed interface ModelOutcome<A> {

    /// The model answered as asked.
    ///
    /// @param probabilities of the answer's tokens; empty if the server does not report them
    record Answered<A>(A answer, Optional<TokenProbabilities> probabilities) implements ModelOutcome<A> {}

    /// Asking again would not help: the answer was not as asked even after the repair, or the server
    /// refused the request (wrong key, unknown model, filtered content).
    ///
    /// @param reason for the log; nothing of the request or the answer
    record Unusable<A>(String reason) implements ModelOutcome<A> {}

    /// The model is busy, down or unreachable, or the deadline has passed.
    ///
    /// @param failure with code [LanguageModel#BUSY] or [LanguageModel#UNREACHABLE]
    /// @param isForLong whether waiting is not worth it: the model has been down for more than a minute,
    ///     wants to be left alone for longer than that, or refuses every request
    record Unavailable<A>(TransientFailure failure, boolean isForLong) implements ModelOutcome<A> {}
}
