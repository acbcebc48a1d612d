package io.pgcairn.daemon.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;

/** Between Netty's messages and ours. */
final class HttpMessages {
    private HttpMessages() {}

    static HttpCall call(FullHttpRequest request, Peer peer) {
        HttpHeaders headers = request.headers();
        return new HttpCall(
                request.method().name(),
                request.uri(),
                headers.get(HttpHeaderNames.HOST, ""),
                new Sender(headers.get(HttpHeaderNames.ORIGIN, ""), headers.get("Sec-Fetch-Site", "")),
                Optional.ofNullable(headers.get(HttpHeaderNames.AUTHORIZATION)),
                ByteBufUtil.getBytes(request.content()),
                peer);
    }

    static Reply unreadable(Throwable cause) {
        String hint = "this is an HTTP/1.1 endpoint with small limits";
        return switch (cause) {
            case TooLongHttpHeaderException _ -> Reply.error(431, "malformed", "the headers are too long", hint);
            case TooLongHttpLineException _ -> Reply.error(414, "malformed", "the request's line is too long", hint);
            case RefusedForm form -> Reply.error(form.status(), "malformed", form.why(), hint);
            default -> Reply.error(400, "malformed", "this is no HTTP request", hint);
        };
    }

    /** With its body, which is the reply's own memory and has to stay until it is sent. */
    static HttpResponse whole(Reply reply) {
        return headed(
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(reply.status()),
                        Unpooled.wrappedBuffer(reply.body())),
                reply);
    }

    /** The head alone, for HEAD. */
    static HttpResponse withoutBody(Reply reply) {
        return headed(
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.EMPTY_BUFFER),
                reply);
    }

    /** The head, which its body in parts follows. */
    static HttpResponse head(Reply reply) {
        return headed(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status())), reply);
    }

    private static HttpResponse headed(HttpResponse response, Reply reply) {
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
        headers.set(HttpHeaderNames.CONTENT_LENGTH, reply.body().remaining());
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
        reply.headers().forEach(headers::set);
        return response;
    }
}
