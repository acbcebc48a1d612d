package io.pgcairn.storage.gcs;

import io.pgcairn.storage.ObjectStoreProvider;
import java.util.ServiceLoader;

/** A program that finds the provider and asks what can be configured, as {@code --help} does. */
final class ProviderOnItsOwn {
    private ProviderOnItsOwn() {}

    public static void main(String[] args) {
        for (ObjectStoreProvider provider : ServiceLoader.load(ObjectStoreProvider.class)) {
            System.out.println(provider.scheme() + " " + provider.options().size());
        }
    }
}
