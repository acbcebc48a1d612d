package io.pgcairn.storage.s3;

import static java.util.Map.entry;

import io.pgcairn.storage.s3.Verdict.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an error that the server told means: by its code, and where it has none that we know, by its status. */
final class ReplyVerdicts {
    private static final Pattern EXPECTED_REGION = Pattern.compile("expecting '([a-z0-9-]+)'");
    private static final String LOCKED_CODE = "ObjectLocked";

    /** Amazon has no code of its own for it and says AccessDenied; MinIO says InvalidRequest. */
    private static final Pattern LOCK = Pattern.compile("(?i)protected by object lock|WORM protected");

    private static final String AGAIN = "the store says that it may pass; see its health where this goes on";
    private static final Verdict PASSING = new Verdict(Kind.UNAVAILABLE, AGAIN);
    private static final Verdict DAMAGED =
            new Verdict(Kind.UNAVAILABLE, "the bytes changed on their way; see the network where this goes on");
    private static final Verdict EXPIRED =
            new Verdict(Kind.FORBIDDEN, "the credentials have expired: renew them, or what gives them to this host");
    private static final Verdict SKEWED = new Verdict(
            Kind.FORBIDDEN, "this host's clock or the store's is wrong: set the clock (NTP), then try again");
    private static final Verdict LOCKED =
            new Verdict(Kind.LOCKED, "object lock holds the object: wait until its time has come");
    private static final Verdict FULL = new Verdict(Kind.FULL, "raise the quota or give the store room");
    private static final Verdict REGION = new Verdict(Kind.INVALID, "set region to the bucket's");
    private static final Verdict KEY = new Verdict(
            Kind.FORBIDDEN, "enable the key that kms_key or the bucket names, and let these credentials use it");
    private static final Verdict UNKNOWN_HEADER = new Verdict(
            Kind.INVALID,
            "the store does not know a header that we send: set conditional_put: false, or do without object_lock,"
                    + " tags, storage_class or checksums");

    private static final Map<String, Verdict> BY_CODE = Map.ofEntries(
            entry("NoSuchKey", new Verdict(Kind.MISSING, "")),
            entry("NoSuchUpload", new Verdict(Kind.MISSING, "")),
            entry("PreconditionFailed", new Verdict(Kind.EXISTS, "")),
            entry("NoSuchBucket", new Verdict(Kind.INVALID, "make the bucket, or mend the store's location or region")),
            entry(
                    "AccessDenied",
                    new Verdict(
                            Kind.FORBIDDEN,
                            "give these credentials the rights that docs/stores-s3.md lists for the bucket and the"
                                    + " prefix")),
            entry(
                    "AllAccessDisabled",
                    new Verdict(Kind.FORBIDDEN, "the account or the bucket is disabled: ask its owner")),
            entry(
                    "InvalidAccessKeyId",
                    new Verdict(
                            Kind.FORBIDDEN, "the store does not know this access key: see access_key_file or profile")),
            entry(
                    "SignatureDoesNotMatch",
                    new Verdict(
                            Kind.FORBIDDEN,
                            "the access key has another secret key (secret_key_file), or a proxy alters requests")),
            entry("RequestTimeTooSkewed", SKEWED),
            entry("RequestExpired", SKEWED),
            entry("ExpiredToken", EXPIRED),
            entry("ExpiredTokenException", EXPIRED),
            entry("TokenRefreshRequired", EXPIRED),
            entry("InvalidToken", EXPIRED),
            entry(
                    "InvalidObjectState",
                    new Verdict(
                            Kind.FORBIDDEN,
                            "the object is archived: thaw it (restore-object) before reading, and keep storage classes"
                                    + " that must be thawed away from what a restore needs")),
            entry("ConditionalRequestConflict", PASSING),
            entry("OperationAborted", PASSING),
            entry("SlowDown", PASSING),
            entry("ServiceUnavailable", PASSING),
            entry("InternalError", PASSING),
            entry("RequestTimeout", PASSING),
            entry("Throttling", PASSING),
            entry("ThrottlingException", PASSING),
            entry("RequestLimitExceeded", PASSING),
            entry("InvalidRange", PASSING),
            entry("InvalidPart", PASSING),
            entry("BadDigest", DAMAGED),
            entry("XAmzContentSHA256Mismatch", DAMAGED),
            entry("XAmzContentChecksumMismatch", DAMAGED),
            entry("IncompleteBody", DAMAGED),
            entry("QuotaExceeded", FULL),
            entry("XMinioStorageFull", FULL),
            entry("XMinioAdminBucketQuotaExceeded", FULL),
            entry("PermanentRedirect", REGION),
            entry("AuthorizationHeaderMalformed", REGION),
            entry("IllegalLocationConstraintException", REGION),
            entry(
                    "TemporaryRedirect",
                    new Verdict(Kind.UNAVAILABLE, "a new bucket's name is still spreading, or set region")),
            entry("InvalidBucketName", new Verdict(Kind.INVALID, "mend the bucket's name in the store's location")),
            entry("InvalidStorageClass", new Verdict(Kind.INVALID, "the store has no such storage_class")),
            entry("NotImplemented", UNKNOWN_HEADER));

    private ReplyVerdicts() {}

    /**
     * Judges one answer.
     *
     * @param code the error's code; empty if the answer holds none
     * @param status the HTTP status
     * @param message what the server says of it
     * @param region where the answer says the bucket is
     */
    static Verdict of(String code, int status, String message, Optional<String> region) {
        if (LOCKED_CODE.equals(code) || LOCK.matcher(message).find()) {
            return LOCKED;
        }
        Verdict verdict = BY_CODE.getOrDefault(code, code.startsWith("KMS.") ? KEY : byStatus(status));
        Optional<String> place = region.or(() -> expectedRegion(message));
        boolean isElsewhere = verdict.equals(REGION) || status == 301 || status == 307;
        if (isElsewhere && place.isPresent()) {
            return new Verdict(verdict.kind(), "the bucket is elsewhere: set region: " + place.get());
        }
        return verdict;
    }

    private static Optional<String> expectedRegion(String message) {
        Matcher matcher = EXPECTED_REGION.matcher(message);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** A bare 404 is never "missing": a proxy, a wrong endpoint or a bucket that is not there answer so, too. */
    private static Verdict byStatus(int status) {
        return switch (status) {
            case 301 -> REGION;
            case 307, 408, 409, 416, 429 -> PASSING;
            case 401, 403, 405 ->
                new Verdict(Kind.FORBIDDEN, "see the credentials, their rights on the bucket, and this host's clock");
            case 404 ->
                new Verdict(
                        Kind.UNAVAILABLE, "see the endpoint, path_style and the bucket's name: no store answers so");
            case 412 -> new Verdict(Kind.EXISTS, "");
            case 501 -> UNKNOWN_HEADER;
            case 507 -> FULL;
            default ->
                status >= 500
                        ? PASSING
                        : new Verdict(
                                Kind.FORBIDDEN, "the store refuses the request: see what it says, and the options");
        };
    }
}
