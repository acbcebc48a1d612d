package io.pgcairn.daemon.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: a request, its reply, the next request. Nothing is read while a request is worked on, and each step
 * that depends on the client has its time. All methods run on the connection's event loop.
 */
final class ExchangeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);

    private final HttpSettings settings;
    private final CallRunner runner;
    private final Function<HttpCall, Reply> router;

    private @Nullable Future<?> deadline;
    private boolean isWorking;
    private boolean isLast;

    ExchangeHandler(HttpSettings settings, CallRunner runner, Function<HttpCall, Reply> router) {
        this.settings = settings;
        this.runner = runner;
        this.router = router;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        expect(ctx, settings.requestPatience());
        ctx.fireChannelActive();
    }

    /** Closes the connection unless the next step comes in time. */
    private void expect(ChannelHandlerContext ctx, Duration patience) {
        relax();
        deadline = ctx.executor().schedule((Runnable) ctx::close, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void relax() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        relax();
        ctx.channel().config().setAutoRead(false);
        isWorking = true;
        isLast |= !HttpUtil.isKeepAlive(request);
        DecoderResult decoded = request.decoderResult();
        if (!decoded.isSuccess()) {
            isLast = true;
            send(ctx, HttpMessages.unreadable(decoded.cause()));
            return;
        }
        HttpCall call = HttpMessages.call(request);
        if (!runner.tryRun(() -> work(ctx, call))) {
            send(
                    ctx,
                    Reply.error(503, "busy", "too many requests at once", "ask again")
                            .with("Retry-After", "5"));
        }
    }

    /** On a virtual thread. */
    private void work(ChannelHandlerContext ctx, HttpCall call) {
        Reply reply = router.apply(call);
        try {
            ctx.executor().execute(() -> send(ctx, reply));
        } catch (RejectedExecutionException e) {
            reply.release().run();
        }
    }

    private void send(ChannelHandlerContext ctx, Reply reply) {
        FullHttpResponse response = HttpMessages.response(reply);
        HttpUtil.setKeepAlive(response, !isLast);
        expect(ctx, settings.replyPatience(reply.body().remaining()));
        ctx.writeAndFlush(response).addListener(_ -> {
            reply.release().run();
            sent(ctx);
        });
    }

    private void sent(ChannelHandlerContext ctx) {
        relax();
        isWorking = false;
        if (isLast || !ctx.channel().isActive()) {
            ctx.close();
            return;
        }
        expect(ctx, settings.requestPatience());
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == HttpServer.STOPPING) {
            isLast = true;
            if (!isWorking) {
                ctx.close();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        relax();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("a client's connection failed", cause);
        ctx.close();
    }
}
