package io.pgcairn.storage.s3;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.remote.PartBody;
import io.pgcairn.storage.remote.RemoteTarget;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What is said of an object when it is stored. A null is a header that is not sent. */
final class NewObject {
    private static final String IF_ABSENT = "*";
    private static final String CUSTOMER_ALGORITHM = "AES256";

    private final S3Settings settings;
    private final StoreContext context;
    private final @Nullable CustomerKey customerKey;

    NewObject(S3Settings settings, StoreContext context) {
        this.settings = settings;
        this.context = context;
        this.customerKey =
                settings.terms().encryption() instanceof Encryption.Customer customer ? customer.key() : null;
    }

    /** A request that lacks only its place and its body. */
    PutObjectRequest.Builder as(RemoteTarget target) {
        Terms terms = settings.terms();
        Optional<String> kind = context.kinds().kindOf(target.key());
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .metadata(Map.of(RemoteTarget.MARK_NAME, target.mark()))
                .storageClass(terms.storageClassOf(kind).orElse(null))
                .tagging(terms.tagging().isEmpty() ? null : terms.tagging())
                .checksumAlgorithm(checksumAlgorithm(target.key()));
        lockedUntil(target.key())
                .ifPresent(until -> request.objectLockMode(lockMode()).objectLockRetainUntilDate(until));
        return encrypted(request);
    }

    private PutObjectRequest.Builder encrypted(PutObjectRequest.Builder request) {
        return switch (settings.terms().encryption()) {
            case Encryption.Bucket bucket -> request;
            case Encryption.Managed managed -> request.serverSideEncryption(ServerSideEncryption.AES256);
            case Encryption.KeyService service ->
                request.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(service.key().orElse(null));
            case Encryption.Customer customer ->
                request.sseCustomerAlgorithm(CUSTOMER_ALGORITHM)
                        .sseCustomerKey(customer.key().base64())
                        .sseCustomerKeyMD5(customer.key().md5());
        };
    }

    /** The server's condition; where it knows none, the room above looks before it puts. */
    @Nullable
    String condition(RemoteTarget target) {
        return settings.conditionalPut() && target.condition() == PutCondition.IF_ABSENT ? IF_ABSENT : null;
    }

    @Nullable
    String customerAlgorithm() {
        return customerKey == null ? null : CUSTOMER_ALGORITHM;
    }

    @Nullable
    String customerKey() {
        return customerKey == null ? null : customerKey.base64();
    }

    @Nullable
    String customerKeyMd5() {
        return customerKey == null ? null : customerKey.md5();
    }

    /** A locked object is taken only with a checksum, whatever the settings are. */
    @Nullable
    ChecksumAlgorithm checksumAlgorithm(ObjectKey key) {
        boolean isMissing = settings.checksums() == S3Settings.Checksums.WHEN_REQUIRED;
        return isMissing && lockedUntil(key).isPresent() ? ChecksumAlgorithm.CRC32 : null;
    }

    @Nullable
    String contentMd5(PartBody body) {
        if (settings.checksums() != S3Settings.Checksums.MD5) {
            return null;
        }
        Md5 md5 = new Md5();
        for (ByteBuffer slice : body.slices()) {
            md5.add(slice);
        }
        return md5.base64();
    }

    private Optional<Instant> lockedUntil(ObjectKey key) {
        return settings.terms()
                .lockedUntil(context.kinds().kindOf(key), context.clock().instant());
    }

    private ObjectLockMode lockMode() {
        boolean isCompliance =
                settings.terms().lock().map(Terms.Lock::isCompliance).orElse(false);
        return isCompliance ? ObjectLockMode.COMPLIANCE : ObjectLockMode.GOVERNANCE;
    }
}
