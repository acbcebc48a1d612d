package io.pgcairn.daemon.testing;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** What systemd is for a service: a socket for datagrams, and what came there, in order. */
public final class NotifyListener implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int ROOM = 8192;

    private final MethodHandle recv = function(
            "recv",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT));
    private final String name;
    private final int descriptor;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("notify-listener").unstarted(this::listen);
    private volatile boolean isClosed;

    private NotifyListener(String name) {
        this.name = name;
        this.descriptor = bound(name);
        thread.start();
    }

    /** Under an abstract name. */
    public static NotifyListener open() {
        return new NotifyListener("@pgcairn-test-" + UUID.randomUUID());
    }

    /** Under a path, or an abstract name after {@code @}. */
    public static NotifyListener at(String name) {
        return new NotifyListener(name);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor form) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form);
    }

    private static int bound(String name) {
        MethodHandle socket = function(
                "socket",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle bind = function(
                "bind",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        byte[] path = name.replaceFirst("^@", "\0").getBytes(StandardCharsets.UTF_8);
        byte[] address = ByteBuffer.allocate(2 + path.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_UNIX)
                .put(path)
                .array();
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM, 0);
            MemorySegment to = arena.allocateFrom(ValueLayout.JAVA_BYTE, address);
            if ((int) bind.invokeExact(descriptor, to, address.length) != 0) {
                throw new IllegalStateException("cannot bind " + name);
            }
            return descriptor;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void listen() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = arena.allocate(ROOM);
            while (!isClosed) {
                long length = (long) recv.invokeExact(descriptor, room, (long) ROOM, MSG_DONTWAIT);
                if (length > 0) {
                    byte[] bytes = room.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
                    messages.add(new String(bytes, StandardCharsets.UTF_8));
                } else {
                    LockSupport.parkNanos(10_000_000);
                }
            }
        } catch (Throwable e) {
            messages.add("the listener died: " + e);
        }
    }

    /** For the variable {@code NOTIFY_SOCKET}. */
    public String name() {
        return name;
    }

    /** What came, the oldest first. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the listener ended", e);
        }
        MethodHandle close = function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            int _ = (int) close.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
