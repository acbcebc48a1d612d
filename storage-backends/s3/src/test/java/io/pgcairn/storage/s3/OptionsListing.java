package io.pgcairn.storage.s3;

import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreOption;
import java.util.ServiceLoader;

/** Prints what a page of all options asks of a backend. Run by {@link SdkFreeTest} in a process of its own. */
final class OptionsListing {
    private OptionsListing() {}

    public static void main(String[] arguments) {
        for (ObjectStoreProvider provider : ServiceLoader.load(ObjectStoreProvider.class)) {
            System.out.println("scheme " + provider.scheme());
            provider.options().stream().map(StoreOption::name).forEach(System.out::println);
        }
        String sdk = "software/amazon/awssdk/services/s3/S3Client.class";
        boolean isThere = OptionsListing.class.getClassLoader().getResource(sdk) != null;
        System.out.println(isThere ? "the SDK is here" : "no SDK");
    }
}
