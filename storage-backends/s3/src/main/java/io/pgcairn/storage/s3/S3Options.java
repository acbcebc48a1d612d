package io.pgcairn.storage.s3;

import io.pgcairn.storage.StoreOption;
import java.util.ArrayList;
import java.util.List;

/** The declarations of all options. Names no class of the SDK, since the reference page is made without it. */
final class S3Options {
    /** The kinds of objects that can have a storage class of their own. */
    static final List<String> KINDS = List.of("wal", "tail", "history", "pack", "manifest", "mark", "dump");

    static final StoreOption ENDPOINT = new StoreOption(
            "endpoint", "http://host:port or https://host", "Amazon's, of the region", "The server to talk to.");
    static final StoreOption REGION = new StoreOption(
            "region",
            "a region's name, such as eu-central-1",
            "AWS_REGION or the profile's; us-east-1 with an endpoint",
            "The bucket's region; requests are signed for it.");
    static final StoreOption PATH_STYLE = new StoreOption(
            "path_style",
            "true or false",
            "true with an endpoint, otherwise false",
            "Whether the bucket is named in the path rather than in the host's name.");
    static final StoreOption CHECKSUMS = new StoreOption(
            "checksums",
            "when-required, when-supported or md5",
            "when-required with an endpoint, otherwise when-supported",
            "Which checksums go along: CRC where it must be, CRC everywhere, or Content-MD5 for old servers.");
    static final StoreOption CONDITIONAL_PUT = new StoreOption(
            "conditional_put",
            "true or false",
            "true",
            "Whether the server obeys If-None-Match; without it a taken name is looked for before each put.");
    static final StoreOption PART_SIZE = new StoreOption(
            "part_size",
            "a number of bytes from 5MiB to 256MiB",
            "17MiB",
            "How long a part of a long object is; each upload holds one in memory, the store three more.");
    static final StoreOption ENCRYPTION = new StoreOption(
            "encryption",
            "none, sse-s3, sse-kms or sse-c",
            "none",
            "Encryption by the server, on top of our own; none leaves it to the bucket's default.");
    static final StoreOption KMS_KEY = new StoreOption(
            "kms_key", "a key's id or ARN", "the account's key for S3", "The key of encryption: sse-kms.");
    static final StoreOption SSE_C_KEY_FILE = new StoreOption(
            "sse_c_key_file",
            "a file with 32 bytes in base64",
            "none",
            "The key of encryption: sse-c; without it nobody can read the objects again.");
    static final StoreOption STORAGE_CLASS = new StoreOption(
            "storage_class",
            "a storage class, such as STANDARD_IA",
            "the bucket's",
            "The storage class of new objects; one that must be thawed before reading delays every restore.");
    static final StoreOption OBJECT_LOCK = new StoreOption(
            "object_lock",
            "a duration such as 30d",
            "none",
            "How long nobody can delete a new object, tails excepted; the bucket must allow it.");
    static final StoreOption OBJECT_LOCK_MODE = new StoreOption(
            "object_lock_mode",
            "governance or compliance",
            "governance",
            "Whether some right lifts the lock (governance) or nothing does (compliance).");
    static final StoreOption TAGS =
            new StoreOption("tags", "up to 10 pairs such as team=dba,tier=2", "none", "Tags of new objects.");
    static final StoreOption PROXY =
            new StoreOption("proxy", "http://host:port", "none", "The HTTP proxy that requests go through.");
    static final StoreOption CA_FILE = new StoreOption(
            "ca_file", "a file of PEM certificates", "none", "Authorities to trust besides those that Java trusts.");
    static final StoreOption PROFILE = new StoreOption(
            "profile",
            "a profile's name",
            "none",
            "The profile of the AWS configuration files to take credentials from.");
    static final StoreOption ACCESS_KEY_FILE = new StoreOption(
            "access_key_file", "a file with an access key's id", "none", "With secret_key_file: the credentials.");
    static final StoreOption SECRET_KEY_FILE = new StoreOption(
            "secret_key_file", "a file with a secret access key", "none", "Read again when it changes.");
    static final StoreOption SESSION_TOKEN_FILE = new StoreOption(
            "session_token_file", "a file with a session token", "none", "For temporary credentials; read again too.");
    static final StoreOption WEB_IDENTITY_TOKEN_FILE = new StoreOption(
            "web_identity_token_file", "a file with a token", "none", "With role_arn: exchanged for credentials.");
    static final StoreOption ROLE_ARN =
            new StoreOption("role_arn", "a role's ARN", "none", "The role to take with web_identity_token_file.");
    static final StoreOption STS_ENDPOINT = new StoreOption(
            "sts_endpoint",
            "http://host:port or https://host",
            "Amazon's, of the region",
            "Where web_identity_token_file is exchanged.");
    static final StoreOption ANONYMOUS = new StoreOption(
            "anonymous", "true or false", "false", "Whether requests are not signed at all, for tests.");

    static final List<StoreOption> ALL = all();

    private S3Options() {}

    /** The storage class of one kind of objects. */
    static StoreOption storageClassOf(String kind) {
        return new StoreOption(
                "storage_class_" + kind,
                STORAGE_CLASS.allowed(),
                "storage_class",
                "The storage class of each " + kind + ".");
    }

    private static List<StoreOption> all() {
        List<StoreOption> all = new ArrayList<>(List.of(
                ENDPOINT,
                REGION,
                PATH_STYLE,
                CHECKSUMS,
                CONDITIONAL_PUT,
                PART_SIZE,
                ENCRYPTION,
                KMS_KEY,
                SSE_C_KEY_FILE,
                STORAGE_CLASS));
        KINDS.forEach(kind -> all.add(storageClassOf(kind)));
        all.addAll(List.of(OBJECT_LOCK, OBJECT_LOCK_MODE, TAGS, PROXY, CA_FILE, PROFILE, ACCESS_KEY_FILE));
        all.addAll(List.of(SECRET_KEY_FILE, SESSION_TOKEN_FILE, WEB_IDENTITY_TOKEN_FILE, ROLE_ARN, STS_ENDPOINT));
        all.add(ANONYMOUS);
        return List.copyOf(all);
    }
}
