package kezek.local.template;

/// An HTTP API.
///
/// @param hasAuthorizer whether the template puts an authorizer before it, which the local stack does not
///     run
public record HttpApiResource(String logicalId, boolean hasAuthorizer) {}
