package kezek.messaging;

import com.fasterxml.jackson.annotation.JsonProperty;

/// "Read this file on, from where its position says."
public record ReadOn(
        @JsonProperty(required = true) String importId,
        @JsonProperty(required = true) String run) {}
