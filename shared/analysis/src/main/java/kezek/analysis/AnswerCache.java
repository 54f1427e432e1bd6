package kezek.analysis;

import java.util.Optional;
import kezek.failure.TransientFailure;

/// Stores answers of a model for identical questions. Implementations are safe for use by many threads.
public interface AnswerCache {

    /// @param key a hash of everything that the answer depends on: the question and the model
    /// @throws TransientFailure if the cache cannot be read now
    Optional<ModelAnswer> find(String key);

    /// @throws TransientFailure if the cache cannot be written now
    void keep(String key, ModelAnswer answer);
}
