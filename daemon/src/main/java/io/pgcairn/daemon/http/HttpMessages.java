package io.pgcairn.daemon.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** Between Netty's messages and ours. */
final class HttpMessages {
    private HttpMessages() {}

    static HttpCall call(FullHttpRequest request) {
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        boolean hasOrigin = request.headers().contains(HttpHeaderNames.ORIGIN);
        return new HttpCall(
                request.method().name(), request.uri(), host, hasOrigin, ByteBufUtil.getBytes(request.content()));
    }

    static Reply unreadable(Throwable cause) {
        String hint = "this is an HTTP/1.1 endpoint with small limits";
        return switch (cause) {
            case TooLongHttpHeaderException _ -> Reply.error(431, "malformed", "the headers are too long", hint);
            case TooLongHttpLineException _ -> Reply.error(414, "malformed", "the request's line is too long", hint);
            default -> Reply.error(400, "malformed", "this is no HTTP request", hint);
        };
    }

    /** Its body is the reply's own memory, which has to stay until it is sent. */
    static FullHttpResponse response(Reply reply) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.body().remaining());
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        reply.headers().forEach(response.headers()::set);
        return response;
    }
}
