package io.pgcairn.daemon.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.AttributeKey;
import java.util.Optional;

/** Makes each connection's way from bytes to requests, for one listener. */
final class Pipelines extends ChannelInitializer<Channel> {
    /** Set on what came by the Unix socket: what a connection tells of its addresses is gone once it is closed. */
    static final AttributeKey<Boolean> TRUSTED = AttributeKey.valueOf(Pipelines.class, "TRUSTED");

    private static final int MAX_LINE = 4096;
    private static final int MAX_HEADERS = 16 << 10;
    private static final int MAX_BODY = 64 << 10;

    private final HttpLimits limits;
    private final Calls calls;
    private final Optional<Tls> tls;
    private final ChannelGroup connections;
    private final ConnectionTable table;
    private final boolean isTrusted;

    /** @param isTrusted whether the listener is the Unix socket */
    Pipelines(HttpLimits limits, Calls calls, Optional<Tls> tls, ChannelGroup connections, boolean isTrusted) {
        this.isTrusted = isTrusted;
        this.limits = limits;
        this.calls = calls;
        this.tls = tls;
        this.connections = connections;
        this.table = new ConnectionTable(limits.connections());
    }

    @Override
    protected void initChannel(Channel connection) {
        if (!table.admit(connection)) {
            connection.close();
            return;
        }
        connection.attr(TRUSTED).set(isTrusted);
        connections.add(connection);
        ChannelPipeline pipeline = connection.pipeline();
        tls.ifPresent(files -> pipeline.addLast(secured(files, connection)));
        pipeline.addLast(new StrictDecoder(new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_LINE)
                        .setMaxHeaderSize(MAX_HEADERS)))
                .addLast(new HttpResponseEncoder())
                .addLast(new FormCheck(MAX_BODY))
                .addLast(new BoundedBody(MAX_BODY))
                .addLast(new FlowControlHandler())
                .addLast(new ChunkedWriteHandler())
                .addLast(new ExchangeHandler(limits, calls, table));
    }

    private SslHandler secured(Tls files, Channel connection) {
        SslHandler handler = files.context().newHandler(connection.alloc());
        handler.setHandshakeTimeoutMillis(limits.requestPatience().toMillis());
        return handler;
    }
}
