package io.pgcairn.daemon.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;

/** Puts a request and its body together, up to a limit; above it, what goes on is a request that cannot be read. */
final class BoundedBody extends HttpObjectAggregator {
    private final int limit;

    BoundedBody(int limit) {
        super(limit, true);
        this.limit = limit;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        FullHttpRequest refused =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.EMPTY_BUFFER);
        refused.setDecoderResult(
                DecoderResult.failure(new RefusedForm(413, "the body is longer than " + limit + " bytes")));
        ctx.fireChannelRead(refused);
    }
}
