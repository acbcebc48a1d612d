package io.pgcairn.daemon.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.pgcairn.daemon.fault.CairnException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The HTTP/1.1 endpoint; everything a client can make it hold is bounded. */
public final class HttpServer implements AutoCloseable {
    /** Tells connections to end after what they are doing. */
    static final Object STOPPING = new Object();

    private static final int EVENT_LOOPS = 2;
    private static final int LOOK_SECONDS = 5;

    private final HttpSettings settings;
    private final Optional<SocketFile> socket;
    private final Optional<Tls> tls;
    private final RefusalLog refusals = new RefusalLog(Clock.systemUTC());
    private final Calls calls;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(EVENT_LOOPS, NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final List<Channel> listening = new ArrayList<>();

    /** Starts serving, and counts no answers. */
    public HttpServer(HttpSettings settings, Router router) throws CairnException {
        this(settings, router, AnswerCount.NONE);
    }

    /**
     * Starts serving.
     *
     * @param count hears of each answer
     * @throws CairnException the address is taken or unknown, or reaches beyond this host without TLS and tokens; a
     *     file it needs cannot be used
     */
    public HttpServer(HttpSettings settings, Router router, AnswerCount count) throws CairnException {
        Exposure.requireGuarded(settings);
        this.settings = settings;
        this.socket = settings.socket().map(SocketFile::new);
        this.tls =
                settings.tls().isPresent() ? Optional.of(new Tls(settings.tls().get())) : Optional.empty();
        this.calls = new Calls(
                router, new Access(settings, refusals), count, settings.limits().calls());
        try {
            listenAtSocket();
            listening.add(bind(NioServerSocketChannel.class, settings.listen(), tls));
        } catch (CairnException e) {
            close();
            throw e;
        }
        loops.next().scheduleWithFixedDelay(this::lookAfter, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void listenAtSocket() throws CairnException {
        if (socket.isEmpty()) {
            return;
        }
        SocketFile file = socket.get();
        file.clear();
        try {
            listening.add(bind(NioServerDomainSocketChannel.class, file.hidden(), Optional.empty()));
            file.open();
        } catch (IOException e) {
            throw new ListenFailure(
                    "the Unix socket cannot be made: " + e,
                    "make the directory of http.socket, and let the daemon write there",
                    e);
        } finally {
            file.tidy();
        }
    }

    private Channel bind(Class<? extends ServerChannel> kind, SocketAddress at, Optional<Tls> secured)
            throws ListenFailure {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(kind)
                .childHandler(new Pipelines(
                        settings.limits(), calls, secured, connections, !(at instanceof InetSocketAddress)))
                .bind(at)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw ListenFailure.passing(
                    "cannot listen on " + at + ": " + bound.cause().getMessage(),
                    at instanceof InetSocketAddress
                            ? "another process may have the port: change http.listen, or end that process"
                            : "let the daemon write to the directory of http.socket",
                    bound.cause());
        }
        return bound.channel();
    }

    /** Reads files, so it has a thread of its own. */
    private void lookAfter() {
        Thread.ofVirtual().name("http-files").start(() -> {
            tls.ifPresent(Tls::refresh);
            refusals.tellDue();
        });
    }

    /** Where it listens, with the port that was taken. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.getLast().localAddress();
    }

    /** What runs its connections, for who asks whether they are stuck. */
    public List<Executor> loops() {
        List<Executor> all = new ArrayList<>();
        loops.forEach(all::add);
        return all;
    }

    /** Takes no more connections, lets replies under way end within the grace, then cuts what is left. */
    @Override
    public void close() {
        listening.forEach(each -> each.close().awaitUninterruptibly());
        socket.ifPresent(SocketFile::remove);
        connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(STOPPING));
        connections
                .newCloseFuture()
                .awaitUninterruptibly(settings.limits().grace().toMillis());
        connections.close().awaitUninterruptibly();
        calls.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
