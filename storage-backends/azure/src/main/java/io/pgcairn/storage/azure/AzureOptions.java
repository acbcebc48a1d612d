package io.pgcairn.storage.azure;

import io.pgcairn.storage.StoreOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of a store in Azure. */
final class AzureOptions {
    private static final String TIERS = "hot, cool or cold";

    static final StoreOption ENDPOINT = new StoreOption(
            "endpoint",
            "a URL: https://HOST, or http://127.0.0.1:PORT/ACCOUNT for an emulator",
            "https://ACCOUNT.blob.core.windows.net",
            "Where the account's blobs are served.");
    static final StoreOption ACCOUNT_KEY_FILE = new StoreOption(
            "account_key_file",
            "a file whose first line is one of the account's keys, in base64",
            "none",
            "Signs requests with the account's key; the file is read again when it changes.");
    static final StoreOption SAS_TOKEN_FILE = new StoreOption(
            "sas_token_file",
            "a file whose first line is a shared access signature: sv=...&sig=...",
            "none",
            "Sends a shared access signature with requests; the file is read again when it changes.");
    static final StoreOption MANAGED_IDENTITY_CLIENT_ID = new StoreOption(
            "managed_identity_client_id",
            "the client id of a user-assigned identity",
            "the machine's own identity",
            "Which managed identity of the machine is used; no other credentials are then looked for.");
    static final StoreOption TENANT = new StoreOption(
            "tenant",
            "a tenant's id",
            "what the credentials say",
            "The tenant that a workload identity or Azure's command line tool signs in to.");
    static final StoreOption CUSTOMER_KEY_FILE = new StoreOption(
            "customer_key_file",
            "a file whose first line is 32 bytes in base64",
            "none",
            "Azure encrypts blobs with this key and keeps no copy: without it they cannot be read.");
    static final StoreOption ENCRYPTION_SCOPE = new StoreOption(
            "encryption_scope", "a scope's name", "the container's", "Blobs are written in this encryption scope.");
    static final StoreOption ACCESS_TIER =
            new StoreOption("access_tier", TIERS, "the account's", "The access tier that blobs are written to.");
    static final StoreOption IMMUTABILITY = new StoreOption(
            "immutability",
            "a duration such as 14d, from 1d to 36500d",
            "none",
            "Blobs other than tails cannot be deleted for this long; the container needs version-level immutability.");
    static final StoreOption IMMUTABILITY_MODE = new StoreOption(
            "immutability_mode",
            "unlocked or locked",
            "unlocked",
            "Whether nobody at all, not even an administrator, can shorten the immutability.");
    static final StoreOption CHECKSUMS = new StoreOption(
            "checksums",
            "crc64, md5 or none",
            "crc64 with https, md5 with http",
            "What goes with the bytes of each put for Azure to compare; emulators know md5 alone.");
    static final StoreOption PART_SIZE = new StoreOption(
            "part_size",
            "a number of bytes from 1MiB to 256MiB",
            "17MiB",
            "Longer objects are sent in such blocks; each upload holds one in memory, the store three more.");
    static final StoreOption PROXY = new StoreOption(
            "proxy",
            "http://HOST:PORT",
            "none",
            "The HTTP proxy through which Azure is reached; the machine's identity is asked for without it.");
    static final StoreOption CA_FILE = new StoreOption(
            "ca_file", "a file of PEM certificates", "none", "Authorities to trust besides those that Java trusts.");

    /** An access tier for each kind of object, by the kind. */
    static final Map<String, StoreOption> TIER_OF_KIND = tierOfKind();

    static final List<StoreOption> ALL = all();

    private AzureOptions() {}

    private static Map<String, StoreOption> tierOfKind() {
        Map<String, StoreOption> options = new LinkedHashMap<>();
        for (String kind : List.of("wal", "tail", "history", "pack", "manifest", "mark", "dump")) {
            options.put(
                    kind,
                    new StoreOption(
                            "access_tier_" + kind,
                            TIERS,
                            "access_tier",
                            "The access tier of objects of the kind " + kind + "."));
        }
        return Map.copyOf(options);
    }

    private static List<StoreOption> all() {
        List<StoreOption> all = new ArrayList<>(List.of(
                ENDPOINT,
                ACCOUNT_KEY_FILE,
                SAS_TOKEN_FILE,
                MANAGED_IDENTITY_CLIENT_ID,
                TENANT,
                CUSTOMER_KEY_FILE,
                ENCRYPTION_SCOPE,
                ACCESS_TIER));
        TIER_OF_KIND.values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(all::add);
        all.addAll(List.of(IMMUTABILITY, IMMUTABILITY_MODE, CHECKSUMS, PART_SIZE, PROXY, CA_FILE));
        return List.copyOf(all);
    }
}
