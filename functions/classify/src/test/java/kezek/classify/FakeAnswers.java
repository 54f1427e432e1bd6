package kezek.classify;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kezek.analysis.AnswerCache;
import kezek.analysis.ModelAnswer;
import kezek.failure.TransientFailure;

/// Keeps answers in memory, for ever; can be out of order.
final class FakeAnswers implements AnswerCache {

    private final Map<String, ModelAnswer> answers = new ConcurrentHashMap<>();
    private volatile boolean isBroken;

    void breakDown() {
        isBroken = true;
    }

    Map<String, ModelAnswer> kept() {
        return answers;
    }

    @Override
    public Optional<ModelAnswer> find(String key) {
        check();
        return Optional.ofNullable(answers.get(key));
    }

    @Override
    public void keep(String key, ModelAnswer answer) {
        check();
        answers.put(key, answer);
    }

    private void check() {
        if (isBroken) {
            throw new TransientFailure("STORE_BUSY", "out of order");
        }
    }
}
