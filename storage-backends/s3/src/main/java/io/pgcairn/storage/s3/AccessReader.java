package io.pgcairn.storage.s3;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreOption;
import io.pgcairn.storage.StoreOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads whose credentials sign the requests; two answers at once are refused. */
final class AccessReader {
    private final StoreOptions options;

    AccessReader(StoreOptions options) {
        this.options = options;
    }

    Access read() throws InvalidStoreSettingsException {
        List<Access> given = new ArrayList<>();
        options.text(S3Options.PROFILE).ifPresent(name -> given.add(new Access.FromProfile(name)));
        if (isGiven(S3Options.ACCESS_KEY_FILE, S3Options.SECRET_KEY_FILE, S3Options.SESSION_TOKEN_FILE)) {
            given.add(new Access.FromFiles(
                    required(S3Options.ACCESS_KEY_FILE),
                    required(S3Options.SECRET_KEY_FILE),
                    options.file(S3Options.SESSION_TOKEN_FILE)));
        }
        if (isGiven(S3Options.WEB_IDENTITY_TOKEN_FILE, S3Options.ROLE_ARN, S3Options.STS_ENDPOINT)) {
            given.add(webIdentity());
        }
        if (options.flag(S3Options.ANONYMOUS, false)) {
            given.add(new Access.Anonymous());
        }
        if (given.size() > 1) {
            throw options.refused(S3Options.PROFILE, "more than one kind of credentials", null);
        }
        return given.isEmpty() ? new Access.FromEnvironment() : given.getFirst();
    }

    private Access webIdentity() throws InvalidStoreSettingsException {
        Optional<String> role = options.text(S3Options.ROLE_ARN);
        return new Access.FromWebIdentity(
                required(S3Options.WEB_IDENTITY_TOKEN_FILE),
                role.orElseThrow(() -> options.refused(S3Options.ROLE_ARN, "(nothing)", null)),
                S3SettingsReader.server(options, S3Options.STS_ENDPOINT, List.of("http", "https")));
    }

    private boolean isGiven(StoreOption... any) {
        for (StoreOption option : any) {
            if (options.text(option).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Path required(StoreOption option) throws InvalidStoreSettingsException {
        return options.file(option).orElseThrow(() -> options.refused(option, "(nothing)", null));
    }
}
