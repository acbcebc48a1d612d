package io.pgcairn.daemon.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: a request, its reply, the next request. Nothing is read while a request is worked on, and each step
 * that depends on the client has its time. All methods run on the connection's event loop.
 */
final class ExchangeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);
    private static final int LONG = 256 << 10;

    private final HttpLimits limits;
    private final Calls calls;
    private final ConnectionTable table;

    private @Nullable Future<?> deadline;
    private boolean isWorking;
    private boolean isLast;
    private boolean isHead;

    ExchangeHandler(HttpLimits limits, Calls calls, ConnectionTable table) {
        this.limits = limits;
        this.calls = calls;
        this.table = table;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        expect(ctx, limits.requestPatience());
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
        table.isWorkedFor(ctx.channel());
        isWorking = true;
        isHead = request.method().equals(HttpMethod.HEAD);
        isLast |= !HttpUtil.isKeepAlive(request);
        DecoderResult decoded = request.decoderResult();
        if (!decoded.isSuccess()) {
            isLast = true;
            send(ctx, calls.unreadable(HttpMessages.unreadable(decoded.cause())));
            return;
        }
        HttpCall call = HttpMessages.call(request, Peers.of(ctx.channel()));
        if (!calls.tryRun(call, reply -> hand(ctx, reply))) {
            Reply busy = Reply.error(503, "busy", "too many requests at once", "ask again");
            send(ctx, calls.turnedAway(call, busy.with("Retry-After", "5").with(WalRoutes.RETRY_HEADER, "busy")));
        }
    }

    /** On the call's own thread. */
    private void hand(ChannelHandlerContext ctx, Reply reply) {
        try {
            ctx.executor().execute(() -> send(ctx, reply));
        } catch (RejectedExecutionException e) {
            reply.release().run();
        }
    }

    private void send(ChannelHandlerContext ctx, Reply reply) {
        table.takes(ctx.channel());
        int length = isHead ? 0 : reply.body().remaining();
        expect(ctx, limits.replyPatience(length));
        if (length > LONG) {
            HttpResponse head = HttpMessages.head(reply);
            HttpUtil.setKeepAlive(head, !isLast);
            ctx.write(head);
            ReplyBody body = new ReplyBody(reply.body());
            Future<?> watch = new StallWatch(ctx, body, limits, calls).start();
            ctx.writeAndFlush(body).addListener(_ -> {
                watch.cancel(false);
                reply.release().run();
                sent(ctx);
            });
        } else {
            HttpResponse response = isHead ? HttpMessages.withoutBody(reply) : HttpMessages.whole(reply);
            HttpUtil.setKeepAlive(response, !isLast);
            ctx.writeAndFlush(response).addListener(_ -> {
                reply.release().run();
                sent(ctx);
            });
        }
    }

    private void sent(ChannelHandlerContext ctx) {
        relax();
        isWorking = false;
        if (isLast || !ctx.channel().isActive()) {
            ctx.close();
            return;
        }
        table.asks(ctx.channel());
        expect(ctx, limits.requestPatience());
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
