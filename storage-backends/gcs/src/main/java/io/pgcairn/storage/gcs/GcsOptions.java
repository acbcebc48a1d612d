package io.pgcairn.storage.gcs;

import io.pgcairn.storage.StoreOption;
import java.util.List;
import java.util.stream.Stream;

/** What can be configured. */
final class GcsOptions {
    static final StoreOption ENDPOINT = new StoreOption(
            "endpoint",
            "an https URL; http for an emulator",
            "https://storage.googleapis.com",
            "Where the JSON API is: a private endpoint or an emulator.");
    static final StoreOption CREDENTIALS_FILE = new StoreOption(
            "credentials_file",
            "an absolute path",
            "application default credentials",
            "Key of a service account, or configuration of a workload identity federation; read again on changes.");
    static final StoreOption ANONYMOUS =
            new StoreOption("anonymous", "true or false", "false", "Send no credentials, for emulators.");
    static final StoreOption PROJECT = new StoreOption(
            "project",
            "a project's id",
            "that of the credentials",
            "The project whose quota of requests is used; needs serviceusage.services.use there.");
    static final StoreOption USER_PROJECT = new StoreOption(
            "user_project",
            "a project's id",
            "none",
            "The project that is billed, for buckets where the requester pays.");
    static final StoreOption KMS_KEY = new StoreOption(
            "kms_key",
            "projects/P/locations/L/keyRings/R/cryptoKeys/K",
            "the bucket's",
            "The Cloud KMS key that new objects are encrypted with.");
    static final StoreOption CUSTOMER_KEY_FILE = new StoreOption(
            "customer_key_file",
            "an absolute path to a file with 32 bytes in base64",
            "none",
            "A key that Google encrypts objects with and does not keep. Who loses it loses the objects.");
    static final StoreOption PART_SIZE = new StoreOption(
            "part_size",
            "a multiple of 256KiB from 256KiB to 256MiB",
            "17MiB",
            "How much one request of a longer upload holds; each upload holds one in memory, the store three more.");
    static final StoreOption PROXY = new StoreOption(
            "proxy",
            "http://HOST:PORT",
            "none",
            "The HTTP proxy that requests go through; the machine's own metadata service is asked without it.");
    static final StoreOption CA_FILE = new StoreOption(
            "ca_file", "a file of PEM certificates", "none", "Authorities to trust besides those that Java trusts.");
    static final StoreOption STORAGE_CLASS =
            new StoreOption("storage_class", StorageClass.ALLOWED, "the bucket's", "The storage class of new objects.");

    /** Kinds of objects that may have a storage class of their own. */
    static final List<String> KINDS = List.of("wal", "tail", "history", "pack", "manifest", "mark", "dump");

    static final List<StoreOption> ALL = Stream.concat(
                    Stream.of(
                            ENDPOINT,
                            CREDENTIALS_FILE,
                            ANONYMOUS,
                            PROJECT,
                            USER_PROJECT,
                            KMS_KEY,
                            CUSTOMER_KEY_FILE,
                            PART_SIZE,
                            PROXY,
                            CA_FILE,
                            STORAGE_CLASS),
                    KINDS.stream().map(GcsOptions::storageClassOf))
            .toList();

    private GcsOptions() {}

    /** The storage class of one kind. */
    static StoreOption storageClassOf(String kind) {
        return new StoreOption(
                "storage_class_" + kind,
                StorageClass.ALLOWED,
                "storage_class",
                "The storage class of new objects of the kind " + kind + ".");
    }
}
