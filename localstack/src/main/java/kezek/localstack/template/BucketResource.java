package kezek.localstack.template;

/// A bucket.
public record BucketResource(String logicalId, String name) {}
