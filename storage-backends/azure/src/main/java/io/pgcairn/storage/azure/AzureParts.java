package io.pgcairn.storage.azure;

import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobAsyncClient;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.remote.PartBody;
import io.pgcairn.storage.remote.RemoteParts;
import io.pgcairn.storage.remote.RemoteTarget;
import java.util.concurrent.atomic.AtomicInteger;

/** An upload as uncommitted blocks. Nobody but a listing that asks for them sees them. */
final class AzureParts implements RemoteParts {
    private final Container container;
    private final UploadOptions options;
    private final RemoteTarget target;
    private final BlockNames names;
    private final AtomicInteger last = new AtomicInteger();

    AzureParts(Container container, UploadOptions options, RemoteTarget target) {
        this.container = container;
        this.options = options;
        this.target = target;
        this.names = new BlockNames(target.mark());
    }

    @Override
    public void put(int number, long offset, PartBody body, boolean isLast) throws StoreException {
        last.accumulateAndGet(number, Math::max);
        BlockBlobStageBlockOptions block = options.block(names.of(number), body);
        container.ask(
                container.attempt("put a block of", target.key()),
                options.sending(body, blob().stageBlockWithResponse(block)));
    }

    @Override
    public void complete() throws StoreException {
        Attempt attempt =
                container.attempt("put together", target.key()).first(target.condition() == PutCondition.IF_ABSENT);
        container.ask(attempt, blob().commitBlockListWithResponse(options.ofBlocks(target, names.upTo(last.get()))));
    }

    /**
     * Does nothing: Azure forgets uncommitted blocks after a week. Deleting the blob would delete what another upload
     * may have put there meanwhile.
     */
    @Override
    public void abort() {}

    private BlockBlobAsyncClient blob() {
        return container.blob(target.key()).getBlockBlobAsyncClient();
    }
}
