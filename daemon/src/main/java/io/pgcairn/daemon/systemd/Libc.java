package io.pgcairn.daemon.systemd;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The four functions of the C library that Java has no counterpart for: its channels over Unix sockets are streams, and
 * systemd listens for datagrams. Numbers are Linux's, the same on every processor that it runs on in the wild. Safe for
 * use by several threads.
 */
final class Libc {
    static final int AF_UNIX = 1;

    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int EAGAIN = 11;

    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle NUMBER = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle socket =
            function("socket", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private final MethodHandle sendto = function(
            "sendto",
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT);
    private final MethodHandle close = function("close", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private final MethodHandle clock =
            function("clock_gettime", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);

    /** Cannot be had at the moment: the listener's queue is full. */
    static final class FullQueueException extends IOException {
        private static final long serialVersionUID = 1L;

        FullQueueException() {
            super("the listener's queue is full");
        }
    }

    /** Restricted, since a wrong form would crash the JVM: the launcher allows it. */
    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments), ERRNO);
    }

    /** Sends one datagram to a Unix socket, or none; does not wait. */
    void sendDatagram(byte[] address, byte[] message) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int descriptor = (int) socket.invokeExact(state, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            require("socket", descriptor, state);
            try {
                MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
                MemorySegment to = arena.allocateFrom(ValueLayout.JAVA_BYTE, address);
                long sent = (long) sendto.invokeExact(
                        state, descriptor, bytes, bytes.byteSize(), MSG_DONTWAIT_NOSIGNAL, to, address.length);
                require("sendto", sent, state);
            } finally {
                int _ = (int) close.invokeExact(state, descriptor);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a C function threw", e);
        }
    }

    /** The kernel's monotonic clock, in microseconds: the one that systemd compares with. */
    long monotonicMicros() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
            int result = (int) clock.invokeExact(state, CLOCK_MONOTONIC, time);
            require("clock_gettime", result, state);
            long seconds = time.getAtIndex(ValueLayout.JAVA_LONG, 0);
            return seconds * 1_000_000 + time.getAtIndex(ValueLayout.JAVA_LONG, 1) / 1000;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a C function threw", e);
        }
    }

    private static void require(String function, long result, MemorySegment state) throws IOException {
        if (result >= 0) {
            return;
        }
        int number = (int) NUMBER.get(state, 0L);
        if (number == EAGAIN) {
            throw new FullQueueException();
        }
        throw new IOException(function + " failed with error number " + number);
    }
}
