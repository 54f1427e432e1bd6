package kezek.messaging;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;

/// "This wave may be ready to be planned." A hint too many costs one read.
///
/// @param again plan the parked tickets even if the roster is the one they were planned on last: somebody asks,
///     for the rules may have changed; false when the message does not say
public record WaveHint(
        String wave,
        @JacksonInject("false") @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean again) {

    public WaveHint(String wave) {
        this(wave, false);
    }
}
