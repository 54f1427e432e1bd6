package kezek.messaging;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// "This wave may be ready to be planned." A hint too many costs one read.
///
/// @param again plan the parked tickets even if the roster is the one they were planned on last: somebody
///     asks, for the rules may have changed
public record WaveHint(
        String wave,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean again) {

    public WaveHint(String wave) {
        this(wave, false);
    }

    /// A message that does not say `again` does not insist.
    @JsonCreator
    static WaveHint of(
            @JsonProperty(value = "wave", required = true) String wave,
            @JsonProperty("again") @Nullable Boolean again) {
        return new WaveHint(wave, Boolean.TRUE.equals(again));
    }
}
