package io.pgcairn.storage.azure;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreOption;
import io.pgcairn.storage.StoreOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How requests prove who sends them. Holds names of files, never a secret. */
sealed interface Credentials {
    /** One of the account's keys signs each request. */
    record AccountKey(Path file) implements Credentials {}

    /** A shared access signature goes with each request. */
    record Signature(Path file) implements Credentials {}

    /** What this machine is: from its environment, as a workload, by its managed identity, or by Azure's tool. */
    record Identity(Optional<String> managedClientId, Optional<String> tenant) implements Credentials {}

    static Credentials read(StoreOptions options) throws InvalidStoreSettingsException {
        List<StoreOption> given = new ArrayList<>();
        for (StoreOption option : List.of(
                AzureOptions.ACCOUNT_KEY_FILE, AzureOptions.SAS_TOKEN_FILE, AzureOptions.MANAGED_IDENTITY_CLIENT_ID)) {
            options.text(option).ifPresent(ignored -> given.add(option));
        }
        if (given.size() > 1) {
            throw new InvalidStoreSettingsException(
                    "the store has both " + given.get(0).name() + " and "
                            + given.get(1).name(),
                    "give one of them",
                    null);
        }
        options.requireEffect(
                AzureOptions.TENANT, given.isEmpty(), "only a workload identity and Azure's tool sign in to a tenant");
        Optional<Path> key = options.file(AzureOptions.ACCOUNT_KEY_FILE);
        Optional<Path> signature = options.file(AzureOptions.SAS_TOKEN_FILE);
        if (key.isPresent()) {
            options.fileLine(AzureOptions.ACCOUNT_KEY_FILE);
            return new AccountKey(key.get());
        }
        if (signature.isPresent()) {
            options.fileLine(AzureOptions.SAS_TOKEN_FILE);
            return new Signature(signature.get());
        }
        return new Identity(options.text(AzureOptions.MANAGED_IDENTITY_CLIENT_ID), options.text(AzureOptions.TENANT));
    }
}
