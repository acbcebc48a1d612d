package io.pgcairn.storage.azure;

import java.util.Map;
import java.util.Set;

/**
 * What an answer of Azure's means.
 *
 * @param hint what an operator should do; may be empty
 */
record AzureProblem(Kind kind, String hint) {
    enum Kind {
        /** No blob has the name. */
        MISSING,
        /** A blob has the name, or another one than was asked for. */
        TAKEN,
        FORBIDDEN,
        /** A policy or a hold keeps the blob as it is. */
        LOCKED,
        SETTINGS,
        FULL,
        LATE,
        PASSING
    }

    private static final String ROLE =
            "give the identity the role Storage Blob Data Contributor on the container, or the signature the"
                    + " permissions racwdl";
    private static final AzureProblem LEASED =
            new AzureProblem(Kind.FORBIDDEN, "somebody holds a lease on the blob or the container; break it");
    private static final AzureProblem WRONG_KEY = new AzureProblem(
            Kind.FORBIDDEN, "the blob is encrypted with another key: name the right customer_key_file");
    private static final AzureProblem DAMAGED =
            new AzureProblem(Kind.PASSING, "the bytes changed on their way; look at the network where this goes on");
    private static final AzureProblem UNFINISHED = new AzureProblem(
            Kind.PASSING, "blocks of an unfinished upload are in the way; Azure forgets them after a week");

    /** By Azure's own word, which tells more than the status. */
    private static final Map<String, AzureProblem> BY_CODE = Map.ofEntries(
            Map.entry("BlobNotFound", new AzureProblem(Kind.MISSING, "")),
            // The blocks that were put are not there any more: the upload is unknown.
            Map.entry("InvalidBlockList", new AzureProblem(Kind.MISSING, "")),
            Map.entry("BlobAlreadyExists", new AzureProblem(Kind.TAKEN, "")),
            Map.entry("ConditionNotMet", new AzureProblem(Kind.TAKEN, "")),
            Map.entry("TargetConditionNotMet", new AzureProblem(Kind.TAKEN, "")),
            // Who may only create is told in this way that the name is taken.
            Map.entry("UnauthorizedBlobOverwrite", new AzureProblem(Kind.TAKEN, ROLE)),
            Map.entry("ContainerNotFound", settings("make the container, or mend the store's location")),
            Map.entry("ContainerDisabled", forbidden("an administrator has disabled the container")),
            Map.entry("AccountIsDisabled", forbidden("the storage account is disabled; look at its subscription")),
            Map.entry(
                    "AuthenticationFailed",
                    forbidden("compare the key or the signature with Azure's portal; it may"
                            + " have expired or been replaced, and the host's clock must be right")),
            Map.entry(
                    "InvalidAuthenticationInfo",
                    forbidden("the token is not for this account's tenant, or the host's" + " clock is wrong")),
            Map.entry("NoAuthenticationInformation", forbidden("no credentials were sent; name a file with some")),
            Map.entry("AuthorizationPermissionMismatch", forbidden(ROLE)),
            Map.entry(
                    "AuthorizationFailure",
                    forbidden("the account's network rules or its settings for keys keep this" + " host out")),
            Map.entry("AuthorizationSourceIPMismatch", forbidden("the signature is not for this host's address")),
            Map.entry("AuthorizationProtocolMismatch", forbidden("the signature is for https alone")),
            Map.entry("AuthorizationServiceMismatch", forbidden("the signature is not for the blob service")),
            Map.entry(
                    "AuthorizationResourceTypeMismatch",
                    forbidden("the signature must allow containers and objects:" + " srt=co")),
            Map.entry("InsufficientAccountPermissions", forbidden(ROLE)),
            Map.entry("KeyBasedAuthenticationNotPermitted", forbidden("the account takes no keys; use an identity")),
            Map.entry("BlobArchived", forbidden("the blob is in the archive tier; rehydrate it, which takes hours")),
            Map.entry("BlobBeingRehydrated", forbidden("the blob is on its way out of the archive tier; wait")),
            Map.entry(
                    "BlobImmutableDueToPolicy",
                    new AzureProblem(Kind.LOCKED, "a retention policy holds the blob: wait until it has expired")),
            Map.entry(
                    "BlobImmutableDueToLegalHold",
                    new AzureProblem(Kind.LOCKED, "a legal hold is on the blob: wait until somebody lifts it")),
            Map.entry("SnapshotsPresent", forbidden("the blob has snapshots; delete them")),
            Map.entry("BlobUsesCustomerSpecifiedEncryption", WRONG_KEY),
            Map.entry("Md5Mismatch", DAMAGED),
            Map.entry("Crc64Mismatch", DAMAGED),
            Map.entry("InvalidBlobOrBlock", UNFINISHED),
            Map.entry("InvalidBlockId", UNFINISHED),
            Map.entry("UncommittedBlockCountExceedsLimit", UNFINISHED),
            Map.entry("BlockCountExceedsLimit", settings("raise part_size")),
            Map.entry("RequestBodyTooLarge", settings("lower part_size")),
            Map.entry("AccountRequiresHttps", settings("use an https endpoint")),
            Map.entry("OperationTimedOut", new AzureProblem(Kind.LATE, "")));

    private static final Set<Integer> WRONG_REQUEST = Set.of(400, 405, 411, 413, 501);

    static AzureProblem of(int status, String code) {
        AzureProblem known = BY_CODE.get(code);
        if (known != null) {
            return known;
        }
        if (code.startsWith("Lease")) {
            return LEASED;
        }
        boolean isFull = code.contains("QuotaExceeded") || code.contains("CapacityExceeded") || status == 507;
        return isFull ? new AzureProblem(Kind.FULL, "raise the account's capacity, or delete") : byStatus(status);
    }

    /** A 404 without Azure's word proves nothing: a proxy may have said it, or the account is another. */
    private static AzureProblem byStatus(int status) {
        if (status == 401 || status == 403) {
            return forbidden("look at the credentials, the account's network rules and the role assignments");
        }
        if (status == 407) {
            return forbidden("the proxy wants credentials, which are not supported");
        }
        if (status == 412) {
            return new AzureProblem(Kind.TAKEN, "");
        }
        if (status == 408) {
            return new AzureProblem(Kind.LATE, "");
        }
        if (WRONG_REQUEST.contains(status)) {
            return settings("look at the store's options: Azure understands the request but not what it asks for");
        }
        return new AzureProblem(Kind.PASSING, status == 404 ? "look at the store's endpoint and location" : "");
    }

    private static AzureProblem forbidden(String hint) {
        return new AzureProblem(Kind.FORBIDDEN, hint);
    }

    private static AzureProblem settings(String hint) {
        return new AzureProblem(Kind.SETTINGS, hint);
    }
}
