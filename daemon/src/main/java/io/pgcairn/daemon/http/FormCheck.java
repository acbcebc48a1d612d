package io.pgcairn.daemon.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/**
 * Refuses requests that two readers could understand in two ways, before their bodies are read: a proxy in front of
 * this endpoint must never take for one request what this takes for two.
 */
final class FormCheck extends ChannelInboundHandlerAdapter {
    private final int maxBody;

    FormCheck(int maxBody) {
        this.maxBody = maxBody;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
            try {
                check(request);
            } catch (RefusedForm e) {
                request.setDecoderResult(DecoderResult.failure(e));
            }
        }
        ctx.fireChannelRead(message);
    }

    private void check(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!request.uri().matches("[!-~]+")) {
            throw new RefusedForm(400, "the path has characters that belong escaped");
        }
        boolean isNew = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (!isNew && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            throw new RefusedForm(505, "only HTTP/1.1 and HTTP/1.0 are spoken here");
        }
        int hosts = headers.getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (isNew && hosts == 0)) {
            throw new RefusedForm(400, "a request has the header Host once");
        }
        if (headers.getAll(HttpHeaderNames.AUTHORIZATION).size() > 1
                || headers.getAll(HttpHeaderNames.ORIGIN).size() > 1) {
            throw new RefusedForm(400, "the headers Authorization and Origin come once at most");
        }
        checkBody(headers, isNew);
        List<String> expects = headers.getAll(HttpHeaderNames.EXPECT);
        if (!expects.isEmpty() && !(expects.size() == 1 && expects.getFirst().equalsIgnoreCase("100-continue"))) {
            throw new RefusedForm(417, "nothing can be expected but 100-continue");
        }
    }

    private void checkBody(HttpHeaders headers, boolean isNew) {
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!encodings.isEmpty()
                && (!isNew
                        || !lengths.isEmpty()
                        || encodings.size() > 1
                        || !encodings.getFirst().equalsIgnoreCase("chunked"))) {
            throw new RefusedForm(400, "a body comes with Content-Length, or with Transfer-Encoding: chunked");
        }
        if (lengths.size() > 1 || !lengths.stream().allMatch(length -> length.matches("\\d{1,10}"))) {
            throw new RefusedForm(400, "Content-Length is one number");
        }
        if (!lengths.isEmpty() && Long.parseLong(lengths.getFirst()) > maxBody) {
            throw new RefusedForm(413, "the body is longer than " + maxBody + " bytes");
        }
    }
}
