package io.pgcairn.daemon.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.stream.ChunkedInput;
import java.nio.ByteBuffer;

/** A long body in parts, so that a slow client makes us hold a part twice and not the whole. On the event loop only. */
final class ReplyBody implements ChunkedInput<HttpContent> {
    private static final int PART = 128 << 10;

    private final ByteBuffer rest;
    private final int length;

    ReplyBody(ByteBuffer body) {
        this.rest = body.slice();
        this.length = rest.remaining();
    }

    @Override
    public boolean isEndOfInput() {
        return !rest.hasRemaining();
    }

    @Override
    public HttpContent readChunk(ByteBufAllocator allocator) {
        ByteBuffer part = rest.slice(rest.position(), Math.min(PART, rest.remaining()));
        rest.position(rest.position() + part.remaining());
        return rest.hasRemaining()
                ? new DefaultHttpContent(Unpooled.wrappedBuffer(part))
                : new DefaultLastHttpContent(Unpooled.wrappedBuffer(part));
    }

    @Override
    @Deprecated
    public HttpContent readChunk(ChannelHandlerContext ctx) {
        return readChunk(ctx.alloc());
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long progress() {
        return rest.position();
    }

    @Override
    public void close() {}
}
