package kezek.analysis;

import java.util.Optional;
import kezek.failure.TransientFailure;

/// Answers of a model that were given before. Implementations are safe for use by many threads.
public interface AnswerCache {

    /// @param key a hash of everything the model would see, and of the model
    /// @throws TransientFailure when the cache cannot be read now
    Optional<ModelAnswer> find(String key);

    /// @throws TransientFailure when the cache cannot be written now
    void keep(String key, ModelAnswer answer);
}
