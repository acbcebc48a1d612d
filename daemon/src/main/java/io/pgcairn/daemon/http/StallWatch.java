package io.pgcairn.daemon.http;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Cuts a client that takes nothing of a long reply, and sooner while others wait for what it holds. On its loop only.
 */
final class StallWatch {
    private static final int LOOKS = 10;

    private final ChannelHandlerContext ctx;
    private final ReplyBody body;
    private final HttpLimits limits;
    private final Calls calls;
    private long seen = -1;
    private long since;

    StallWatch(ChannelHandlerContext ctx, ReplyBody body, HttpLimits limits, Calls calls) {
        this.ctx = ctx;
        this.body = body;
        this.limits = limits;
        this.calls = calls;
    }

    ScheduledFuture<?> start() {
        long pause = Math.max(1, limits.stall(false).toMillis() / LOOKS);
        return ctx.executor().scheduleWithFixedDelay(this::look, 0, pause, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        if (body.progress() != seen) {
            seen = body.progress();
            since = now;
        } else if (now - since > limits.stall(calls.isWalWaitedFor()).toNanos()) {
            ctx.close();
        }
    }
}
