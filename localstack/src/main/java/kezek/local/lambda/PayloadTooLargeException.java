package kezek.local.lambda;

/// An event exceeds Lambda's limit.
public final class PayloadTooLargeException extends RuntimeException {

    public PayloadTooLargeException(String function, long size, long limit) {
        super("an event for " + function + " has " + size + " bytes; Lambda takes at most " + limit);
    }
}
