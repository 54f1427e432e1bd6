package kezek.local.template;

/// An HTTP API.
///
/// @param hasAuthorizer the template puts an authorizer before it; the local stack does not run one
public record HttpApiResource(String logicalId, boolean hasAuthorizer) {}
