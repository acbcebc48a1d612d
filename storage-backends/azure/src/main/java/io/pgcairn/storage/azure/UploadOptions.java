package io.pgcairn.storage.azure;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobImmutabilityPolicy;
import com.azure.storage.blob.models.BlobImmutabilityPolicyMode;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.remote.RemoteTarget;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What goes with an upload besides its bytes: condition, mark, access tier, lock. */
record UploadOptions(Placement placement, StoreContext context) {
    BlockBlobSimpleUploadOptions whole(RemoteTarget target, BinaryData bytes, byte[] md5) {
        BlockBlobSimpleUploadOptions options = new BlockBlobSimpleUploadOptions(bytes)
                .setContentMd5(md5)
                .setMetadata(mark(target))
                .setRequestConditions(conditions(target));
        tier(target).ifPresent(options::setTier);
        lock(target).ifPresent(options::setImmutabilityPolicy);
        return options;
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
