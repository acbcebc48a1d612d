package io.pgcairn.daemon.service;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears SIGHUP. Java has no other door to it than {@code sun.misc.Signal} of the module jdk.unsupported, and javac
 * warns wherever that class is named, which cannot be silenced where warnings are errors: so it is looked up by name.
 */
final class HangUp {
    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private HangUp() {}

    /** @param heard run on a thread of the JVM's whenever the signal comes; to be quick */
    static void handle(Runnable heard) {
        try {
            install(heard);
        } catch (Throwable e) {
            LOG.atWarn()
                    .addKeyValue("error", e.toString())
                    .log("SIGHUP is not heard here: after a change of the configuration the daemon is to be restarted");
        }
    }

    private static void install(Runnable heard) throws Throwable {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle run = MethodHandles.lookup()
                .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                .bindTo(heard);
        Object told = MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
        Object hangUp = lookup.findConstructor(signal, MethodType.methodType(void.class, String.class))
                .invoke("HUP");
        lookup.findStatic(signal, "handle", MethodType.methodType(handler, signal, handler))
                .invoke(hangUp, told);
    }
}
