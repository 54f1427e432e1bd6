package kezek.local.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;

/// The main class of a child JVM. It runs the AWS runtime client and watches the parent process, so that
/// a child ends even if its parent is killed. This class is alone in its jar (see [ChildClassPath]) and
/// must not use other classes of this module.
final class FunctionProcess {

    private static final int PARENT_DIED = 70;

    private FunctionProcess() {}

    /// @param arguments the process id of the parent, and the handler
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
