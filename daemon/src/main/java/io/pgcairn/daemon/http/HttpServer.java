package io.pgcairn.daemon.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.pgcairn.daemon.fault.CairnException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The HTTP/1.1 endpoint on a loopback address; everything a client can make it hold is bounded. */
public final class HttpServer implements AutoCloseable {
    /** Tells connections to end after what they are doing. */
    static final Object STOPPING = new Object();

    private static final int MAX_LINE = 4096;
    private static final int MAX_HEADERS = 16 << 10;
    private static final int MAX_BODY = 64 << 10;
    private static final int EVENT_LOOPS = 2;

    private final HttpSettings settings;
    private final Router router;
    private final HostCheck hosts;
    private final CallRunner runner;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(EVENT_LOOPS, NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Channel listening;

    /**
     * Starts serving.
     *
     * @throws CairnException the address is taken, unknown or not a loopback one
     */
    public HttpServer(HttpSettings settings, Router router) throws CairnException {
        requireLoopback(settings.listen());
        this.settings = settings;
        this.router = router;
        this.hosts = Router.hostsOf(settings.listen(), settings);
        this.runner = new CallRunner(settings.calls());
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new Connections())
                .bind(settings.listen())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stopThreads();
            throw new ListenFailure(
                    "cannot listen on " + settings.listen() + ": "
                            + bound.cause().getMessage(),
                    "another process may have the port: change http.listen, or end that process",
                    bound.cause());
        }
        this.listening = bound.channel();
    }

    private static void requireLoopback(InetSocketAddress listen) throws ListenFailure {
        if (listen.isUnresolved() || !listen.getAddress().isLoopbackAddress()) {
            throw new ListenFailure(
                    listen + " is not a loopback address, and whoever reaches this endpoint can read all WAL",
                    "set http.listen to an address such as 127.0.0.1:7411",
                    null);
        }
    }

    /** Where it listens, with the port that was taken. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Makes each connection's way from bytes to requests. */
    private final class Connections extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel connection) {
            if (connections.size() >= settings.connections()) {
                connection.close();
                return;
            }
            connections.add(connection);
            HttpDecoderConfig limits =
                    new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE).setMaxHeaderSize(MAX_HEADERS);
            connection
                    .pipeline()
                    .addLast(new HttpServerCodec(limits))
                    .addLast(new HttpObjectAggregator(MAX_BODY, true))
                    .addLast(new FlowControlHandler())
                    .addLast(new ExchangeHandler(settings, runner, call -> router.answer(call, hosts)));
        }
    }

    /** Takes no more connections, lets replies under way end within the grace, then cuts what is left. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(STOPPING));
        connections.newCloseFuture().awaitUninterruptibly(settings.grace().toMillis());
        connections.close().awaitUninterruptibly();
        stopThreads();
    }

    private void stopThreads() {
        runner.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
