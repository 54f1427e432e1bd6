package kezek.local.template;

/// A bucket.
public record BucketResource(String logicalId, String name) {}
