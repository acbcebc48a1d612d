package io.pgcairn.storage.azure;

import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobImmutabilityPolicy;
import com.azure.storage.blob.models.BlobImmutabilityPolicyMode;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.remote.PartBody;
import io.pgcairn.storage.remote.RemoteTarget;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** What goes with an upload besides its bytes: condition, mark, access tier, lock, checksum. */
record UploadOptions(Placement placement, SentChecksum checksum, StoreContext context) {
    BlockBlobSimpleUploadOptions whole(RemoteTarget target, PartBody body) {
        BlockBlobSimpleUploadOptions options = new BlockBlobSimpleUploadOptions(SentBytes.of(body))
                .setMetadata(mark(target))
                .setRequestConditions(conditions(target));
        checksum.md5(body).ifPresent(options::setContentMd5);
        tier(target).ifPresent(options::setTier);
        lock(target).ifPresent(options::setImmutabilityPolicy);
        return options;
    }

    BlockBlobStageBlockOptions block(String name, PartBody body) {
        BlockBlobStageBlockOptions options = new BlockBlobStageBlockOptions(name, SentBytes.of(body));
        checksum.md5(body).ifPresent(options::setContentMd5);
        return options;
    }

    /** A request with this body: its checksum goes along, and the transport tells the body when it moves. */
    <T> Mono<T> sending(PartBody body, Mono<T> request) {
        return request.contextWrite(context -> checksum.with(body, context.put(PartBody.class, body)));
    }

    BlockBlobCommitBlockListOptions ofBlocks(RemoteTarget target, List<String> blocks) {
        BlockBlobCommitBlockListOptions options = new BlockBlobCommitBlockListOptions(blocks)
                .setMetadata(mark(target))
                .setRequestConditions(conditions(target));
        tier(target).ifPresent(options::setTier);
        lock(target).ifPresent(options::setImmutabilityPolicy);
        return options;
    }

    private static Map<String, String> mark(RemoteTarget target) {
        return Map.of(RemoteTarget.MARK_NAME, target.mark());
    }

    private static BlobRequestConditions conditions(RemoteTarget target) {
        BlobRequestConditions conditions = new BlobRequestConditions();
        return target.condition() == PutCondition.IF_ABSENT ? conditions.setIfNoneMatch("*") : conditions;
    }

    private Optional<AccessTier> tier(RemoteTarget target) {
        return placement.tierFor(context.kinds().kindOf(target.key())).map(tier -> switch (tier) {
            case HOT -> AccessTier.HOT;
            case COOL -> AccessTier.COOL;
            case COLD -> AccessTier.COLD;
        });
    }

    private Optional<BlobImmutabilityPolicy> lock(RemoteTarget target) {
        return placement
                .lockFor(context.kinds().kindOf(target.key()))
                .map(lock -> new BlobImmutabilityPolicy()
                        .setExpiryTime(
                                context.clock().instant().plus(lock.duration()).atOffset(ZoneOffset.UTC))
                        .setPolicyMode(BlobImmutabilityPolicyMode.fromString(
                                lock.mode().name().toLowerCase(Locale.ROOT))));
    }
}
