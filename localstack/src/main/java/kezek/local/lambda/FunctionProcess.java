package kezek.local.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;

/// The main class of a child JVM: the AWS runtime client, and a watch on the parent, so that a child does not
/// outlive a parent that was killed without a chance to stop it. This one class goes into a jar of its own (see
/// [ChildClassPath]); it must not use others of this module.
final class FunctionProcess {

    private static final int PARENT_DIED = 70;

    private FunctionProcess() {}

    /// @param arguments the parent's process id, and the handler
    public static void main(String[] arguments) throws Throwable {
        long parent = Long.parseLong(arguments[0]);
        Thread watch = new Thread(() -> awaitEnd(parent), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        AWSLambda.main(new String[] {arguments[1]});
    }

    private static void awaitEnd(long parent) {
        ProcessHandle.of(parent).ifPresent(process -> process.onExit().join());
        Runtime.getRuntime().halt(PARENT_DIED);
    }
}
