package io.pgcairn.daemon.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** Reads requests, and passes none over in silence that names two lengths of its body. */
final class StrictDecoder extends HttpRequestDecoder {
    StrictDecoder(HttpDecoderConfig limits) {
        super(limits);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new RefusedForm(400, "a body comes with Content-Length, or with Transfer-Encoding: chunked");
    }
}
