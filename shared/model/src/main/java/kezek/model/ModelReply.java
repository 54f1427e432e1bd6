package kezek.model;

import java.util.Optional;

/// One answer of the model: usable or not.
sealed interface ModelReply<A> {

    /// @param probabilities of the answer's tokens; empty if the server does not report them
    record Usable<A>(A answer, Optional<TokenProbabilities> probabilities) implements ModelReply<A> {}

    /// @param content the answer as it came, possibly empty; never logged, because it may repeat the
    ///     client's words
    record Unusable<A>(AnswerFlaw flaw, String content) implements ModelReply<A> {}
}
